"""Make one county as the database's owner.

python -m bench.make_county ENROLMENTS CONTACTS DATABASE
"""

import sys
from importlib import import_module

from bench import setting


def main() -> None:
    setting.use(role="owner")
    county = import_module("bench.county")  # its models need the settings
    county.ensure(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])


if __name__ == "__main__":
    main()
