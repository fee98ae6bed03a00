"""SQL statements that stand in `.sql` files beside the code that runs them."""

from functools import cache
from importlib.resources import files

from psycopg.sql import SQL, Composable, Composed


@cache
def load(package: str, name: str) -> str:
    """The text of `sql/<name>` in a package: `load("reporting.figures", "participations.sql")`.

    Read once per process. Raises FileNotFoundError for a file that is not there.
    """
    return files(package).joinpath("sql", name).read_text(encoding="utf-8")


def compose(package: str, name: str, **parts: Composable) -> Composed:
    """The statement, with `parts` (names of tables and columns) where it has `{…}`."""
    return SQL(load(package, name)).format(**parts)
