"""The database objects of an app, in `<app>/sql/<kind>/<name>.sql`: the present definition of each.

    functions/  one function a file, named after it (in the schema `app`)
    tables/     columns, indexes and tables that a Django model cannot say, a file per table
    views/      one view a file
    triggers/   the triggers of one table, a file named after it
    policies/   the row-level security of one table, a file named after it
    templates/  text that several files include: `-- include <app>/<template>.sql key=value …`

In an included text `${key}` is the value, and `${table}` the name of the including file. Migrations
run the files; how, stands in docs/operations.md ("Migrations"). Every file may be run again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from mia.core import sql

# `schema` and functions come before the tables of the app, whose indexes may call functions.
BEFORE_TABLES = ("schema", "functions")
AFTER_TABLES = ("tables", "views", "triggers", "policies")

# Functions come in the order of their names, so one may speak of another, or of a table, that is
# not there yet.
_UNCHECKED = "SET LOCAL check_function_bodies = off"
_INCLUDE = re.compile(r"^-- include (\S+)/(\S+\.sql)(.*)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True)
class DatabaseObject:
    """One file: its kind (the folder), its name and its statements with every include in place."""

    app: str
    kind: str
    name: str
    statements: str


def before_tables(app: str) -> list[str]:
    """What an app's first migration runs before it makes the tables, statement texts in order."""
    return [_UNCHECKED, *_statements(app, BEFORE_TABLES)]


def after_tables(app: str) -> list[str]:
    """What an app's first migration runs after it has made the tables, statement texts in order."""
    return list(_statements(app, AFTER_TABLES))


def load(app: str, path: str) -> str:
    """The statements of one file, for a later migration that changes it: `policies/<table>.sql`."""
    name = path.rpartition("/")[2].removesuffix(".sql")
    return _rendered(sql.load(app, path), {"table": name})


def database_objects(app: str) -> Iterator[DatabaseObject]:
    """Every object of the app, in the order in which they can be made."""
    for kind in (*BEFORE_TABLES, *AFTER_TABLES):
        for name in _names(app, kind):
            statements = load(app, f"{kind}/{name}.sql")
            yield DatabaseObject(app, kind, name, statements)


def _statements(app: str, kinds: tuple[str, ...]) -> Iterator[str]:
    for database_object in database_objects(app):
        if database_object.kind in kinds:
            yield database_object.statements


def _names(app: str, kind: str) -> list[str]:
    folder = files(app).joinpath("sql", kind)
    if not folder.is_dir():
        return []
    entries = [entry.name for entry in folder.iterdir()]
    return sorted(name.removesuffix(".sql") for name in entries if name.endswith(".sql"))


def _rendered(text: str, values: dict[str, str]) -> str:
    """The text with its placeholders filled in and the templates it includes, each rendered."""

    def value(match: re.Match[str]) -> str:
        return values[match[1]]

    def included(match: re.Match[str]) -> str:
        app, template, assignments = match.groups()
        own = dict(assignment.split("=", 1) for assignment in assignments.split())
        return _rendered(sql.load(app, f"templates/{template}"), values | own)

    return _INCLUDE.sub(included, _PLACEHOLDER.sub(value, text))
