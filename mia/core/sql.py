"""SQL statements that stand in `.sql` files beside the code that runs them."""

from functools import cache
from importlib.resources import files


@cache
def load(package: str, name: str) -> str:
    """The text of `sql/<name>` in a package: `load("reporting.figures", "participations.sql")`.

    Read once per process. Raises FileNotFoundError for a file that is not there.
    """
    return files(package).joinpath("sql", name).read_text(encoding="utf-8")
