"""What the database is asked about the temporary table `incoming`, in sets. Table and column names
are our own.

`incoming` has the columns of the model's table and besides: `line`, `bad` (database columns whose
cell could not be read), `status`. The rules are the model's own CHECK constraints, read from the
catalog: one truth for page and file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

from interventions.imports.report import Problem, shown

EXTRA = "line integer, bad text[], status text"


def create(model: type[models.Model], extra: str) -> None:
    """An empty `incoming`, gone with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.incoming")
        cursor.execute(
            f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT * FROM {model._meta.db_table} WITH NO DATA"
        )
        for column in f"{EXTRA}, {extra}".split(", "):
            cursor.execute(f"ALTER TABLE incoming ADD COLUMN {column}")


def execute(sql: str, params: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def fill_absent(model: type[models.Model], fields: Sequence[str]) -> None:
    """Columns that the file does not have keep the values of the rows that exist."""
    if fields:
        assignments = ", ".join(f"{name} = e.{name}" for name in fields)
        execute(
            f"UPDATE incoming t SET {assignments} FROM {model._meta.db_table} e WHERE t.known AND e.id = t.id"
        )


def broken_constraints(model: type[models.Model], headings: Mapping[str, str]) -> list[Problem]:
    """Rows that some CHECK constraint of the model refuses, in the constraint's own words.

    Silent about a rule when a cell that the rule needs could not be read; stricter than the
    database where a missing value makes the rule neither true nor false. `headings`: database
    column → file's column.
    """
    told = {constraint.name: constraint for constraint in model._meta.constraints}
    problems = []
    for name, rule, used in execute(
        "SELECT c.conname, pg_get_expr(c.conbin, c.conrelid), array_agg(a.attname::text ORDER BY a.attnum)"
        " FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
        " WHERE c.contype = 'c' AND c.conrelid = %s::regclass GROUP BY c.oid ORDER BY c.conname",
        [model._meta.db_table],
    ):
        constraint = told.get(name)
        if constraint is None:
            continue
        column = column_of(model, constraint.violation_error_code)
        message = str(constraint.get_violation_error_message())
        for line, value in execute(
            f'SELECT line, "{column}"::text FROM incoming WHERE ({rule}) IS NOT TRUE AND NOT bad && %s',
            [used],
        ):
            heading = headings.get(column, "")
            problems.append(Problem(line, heading, shown(heading, value), message))
    return problems


def column_of(model: type[models.Model], field: str | None) -> str:
    return str(model._meta.get_field(field or "id").column)  # type: ignore[union-attr]


def repeated(keys: Sequence[str], needed: Sequence[str], what: str) -> list[Problem]:
    """Every row but the first of those that share a key; `needed` are the parts of the key that
    must be known.
    """
    names = ", ".join(keys)
    known = " AND ".join(f"{name} IS NOT NULL" for name in needed)
    return [
        Problem(line, "", "", f"{what} står redan på rad {first}. Ta bort den ena raden.")
        for line, first in execute(
            f"SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY {names}) AS first FROM incoming"
            f" WHERE NOT bad && %s AND {known}) keyed WHERE line > first",
            [list(keys)],
        )
    ]


def set_aside(problems: Sequence[Problem]) -> None:
    """Rows with problems go no further."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM incoming WHERE line = ANY (%s)", [[problem.line for problem in problems]]
        )
        cursor.execute("ANALYZE incoming")


def statuses() -> "Counter[str]":
    return Counter(dict(execute("SELECT status, count(*) FROM incoming GROUP BY status")))


def status_of_lines() -> list[tuple[int, str]]:
    return [
        (line, status)
        for line, status in execute("SELECT line, status FROM incoming ORDER BY line")
    ]
