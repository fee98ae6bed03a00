"""Statements on the temporary table `incoming`: the rows of a file (sql/incoming_*.sql).

The rules are the model's own CHECK constraints, read from the catalog: one truth for page and file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models
from psycopg.sql import SQL, Composable, Composed, Identifier

from interventions.imports.report import RowProblem, excerpt
from mia.core import sql

Rows = list[tuple[Any, ...]]


def execute(name: str, params: Mapping[str, Any] | None = None, **parts: Composable) -> Rows:
    """Run `sql/<name>.sql` and return its rows. `parts` are what `{…}` in it stands for."""
    text = sql.load("interventions.imports", f"{name}.sql")
    if parts:
        text = SQL(text).format(**parts).as_string()
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return cursor.fetchall() if cursor.description else []


def columns(names: Iterable[str], *, of: str = "") -> Composed:
    """The columns of a table, by its alias, as a list for a statement."""
    prefix = (of,) if of else ()
    return SQL(", ").join(Identifier(*prefix, name) for name in names)


def assignments(names: Iterable[str], *, of: str) -> Composed:
    """`column = of.column` for each of them."""
    parts = []
    for name in names:
        parts.append(SQL("{} = {}").format(Identifier(name), Identifier(of, name)))
    return SQL(", ").join(parts)


def fill_absent(model: type[models.Model], fields: Sequence[str]) -> None:
    """Columns that the file does not have keep the values of the rows that exist."""
    if fields:
        table = Identifier(model._meta.db_table)
        execute("fill_absent", assignments=assignments(fields, of="e"), table=table)


def broken_constraints(model: type[models.Model], headings: Mapping[str, str]) -> list[RowProblem]:
    """Rows that some CHECK constraint of the model refuses, in the constraint's own words.

    Silent about a rule when a cell that the rule needs could not be read; stricter than the
    database where a missing value makes the rule neither true nor false. `headings`: database
    column → file's column.
    """
    problems: list[RowProblem] = []
    rules = {}
    for name, rule, used in execute("check_constraints", {"table": model._meta.db_table}):
        rules[name] = (rule, used)
    for constraint in model._meta.constraints:
        if constraint.name in rules:
            rule, used = rules[constraint.name]
            problems += _broken_rows(model, constraint, rule, used, headings)
    return problems


def _broken_rows(
    model: type[models.Model],
    constraint: models.BaseConstraint,
    rule: str,
    used: list[str],
    headings: Mapping[str, str],
) -> list[RowProblem]:
    column = column_of(model, constraint.violation_error_code)
    heading = headings.get(column, "")
    message = str(constraint.get_violation_error_message())
    rows = execute(
        "broken_rows",
        {"used": used},
        column=Identifier(column),
        rule=SQL(rule.replace("%", "%%")),  # the database's own text
    )
    problems = []
    for line, value in rows:
        problems.append(RowProblem(line, heading, excerpt(heading, value), message))
    return problems


def column_of(model: type[models.Model], field: str | None) -> str:
    """The database's column of a model's field; of its key, when no field is named."""
    for concrete in model._meta.concrete_fields:
        if concrete.name == (field or "id"):
            return str(concrete.column)
    raise LookupError(f"{model} has no field {field}")


def repeated(key: Sequence[str], needed: Sequence[str], what: str) -> list[RowProblem]:
    """Every row but the first of those that share a key; `needed` are the parts of the key that
    must be known.
    """
    are_known = [SQL("{} IS NOT NULL").format(Identifier(name)) for name in needed]
    rows = execute(
        "repeated_rows",
        {"key": list(key)},
        key=columns(key),
        needed=SQL(" AND ").join(are_known),
    )
    problems = []
    for line, first in rows:
        right = f"{what} står redan på rad {first}. Ta bort den ena raden."
        problems.append(RowProblem(line, "", "", right))
    return problems


def set_aside(lines: set[int]) -> None:
    """Rows with problems go no further."""
    execute("set_aside", {"lines": list(lines)})


def statuses() -> "Counter[str]":
    return Counter(dict(execute("statuses")))


def status_of_lines() -> list[tuple[int, str]]:
    rows: list[tuple[int, str]] = execute("status_of_lines")
    return rows
