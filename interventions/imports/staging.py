"""Statements on the temporary table `incoming`: the rows of a file (sql/incoming_*.sql).

The rules are the model's own CHECK constraints, read from the catalog: one truth for page and file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models
from psycopg.sql import SQL, Composable, Composed, Identifier

from interventions.imports.report import RowProblem, excerpt
from mia import audit
from mia.core import sql
from mia.core.blocks import blocks

Rows = list[tuple[Any, ...]]
PERSONS_PER_BLOCK = 1_000


def execute(name: str, params: Mapping[str, Any] | None = None, **parts: Composable) -> Rows:
    """Run `sql/<name>.sql` and return its rows. `parts` are what `{…}` in it stands for."""
    text = sql.load("interventions.imports", f"{name}.sql")
    if parts:
        text = sql.compose("interventions.imports", f"{name}.sql", **parts).as_string()
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        if cursor.description is None:
            return []
        return cursor.fetchall()


def columns(names: Iterable[str], *, of: str = "") -> Composed:
    """The columns of a table, by its alias, as a list for a statement."""
    prefix = (of,) if of else ()
    return SQL(", ").join(Identifier(*prefix, name) for name in names)


def assignments(names: Iterable[str], *, of: str) -> Composed:
    """`column = of.column` for each of them."""
    parts = []
    assignment = SQL("{} = {}")
    for name in names:
        part = assignment.format(Identifier(name), Identifier(of, name))
        parts.append(part)
    return SQL(", ").join(parts)


def fill_absent(model: type[models.Model], fields: Sequence[str]) -> None:
    """Columns that the file does not have keep the values of the rows that exist."""
    if not fields:
        return
    table = Identifier(model._meta.db_table)
    from_registered = assignments(fields, of="e")
    execute("fill_absent", assignments=from_registered, table=table)


def broken_constraints(model: type[models.Model], headings: Mapping[str, str]) -> list[RowProblem]:
    """Rows that some CHECK constraint of the model refuses, in the constraint's own words.

    Silent about a rule when a cell that the rule needs could not be read; stricter than the
    database where a missing value makes the rule neither true nor false. `headings`: database
    column → file's column.
    """
    problems: list[RowProblem] = []
    constraints = {constraint.name: constraint for constraint in model._meta.constraints}
    table = model._meta.db_table
    for name, rule, used_columns in execute("check_constraints", {"table": table}):
        constraint = constraints.get(name)
        if constraint is None:
            continue
        column = column_of(model, constraint.violation_error_code)
        heading = headings.get(column, "")
        message = str(constraint.get_violation_error_message())
        problems += _broken_rows(column, rule, used_columns, heading, message)
    return problems


def _broken_rows(
    column: str, rule: str, used_columns: list[str], heading: str, message: str
) -> list[RowProblem]:
    """The rows that break one rule, which is the database's own text."""
    escaped_rule = rule.replace("%", "%%")
    rows = execute(
        "broken_rows",
        {"used": used_columns},
        column=Identifier(column),
        rule=SQL(escaped_rule),
    )
    problems = []
    for line, value in rows:
        problem = RowProblem(line, heading, excerpt(heading, value), message)
        problems.append(problem)
    return problems


def column_of(model: type[models.Model], field: str | None) -> str:
    """The database's column of a model's field; of its key, when no field is named."""
    for concrete in model._meta.concrete_fields:
        if concrete.name == (field or "id"):
            return str(concrete.column)
    raise LookupError(f"{model} has no field {field}")


def repeated(key: Sequence[str], needed: Sequence[str], what: str) -> list[RowProblem]:
    """Every row but the first of those that share a key; `needed` are the parts of the key that
    must have a value.
    """
    have_values = [SQL("{} IS NOT NULL").format(Identifier(name)) for name in needed]
    needed_have_values = SQL(" AND ").join(have_values)
    rows = execute(
        "repeated_rows",
        {"key": list(key)},
        key=columns(key),
        needed=needed_have_values,
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
    """How many rows have each status."""
    rows = execute("statuses")
    return Counter(dict(rows))


def status_of_lines() -> list[tuple[int, str]]:
    """The line and the status of every good row."""
    rows: list[tuple[int, str]] = execute("status_of_lines")
    return rows


def name_persons(statement: str, participants: audit.ManyParticipants) -> None:
    """Add the persons whom `sql/<statement>.sql` returns, a block of keys at a time."""
    text = sql.load("interventions.imports", f"{statement}.sql")
    with connection.cursor() as cursor, cursor.copy(f"COPY ({text}) TO STDOUT") as pipe:
        for block in blocks(pipe, PERSONS_PER_BLOCK):
            participants.add([bytes(line).rstrip() for line in block])
