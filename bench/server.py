"""The web server of `make run` on a county's database: python -m bench.server PORT DATABASE."""

import signal
import sys
from importlib import import_module
from types import FrameType

from django.db import connection

from bench import setting


def stop(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def nothing() -> None:
    """The bench keeps nothing running beside the server."""


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    setting.use(database=sys.argv[2])
    serve = import_module("mia.server.serve")  # reads the settings
    connection.close()
    serve.Server(int(sys.argv[1]), at_end=nothing).run()


if __name__ == "__main__":
    main()
