"""Many rows at once. COPY FROM is refused on tables with row-level security, so rows go by a
temporary table.
"""

from collections.abc import Iterable, Sequence

from django.db import connection, models
from psycopg.sql import SQL, Identifier

from mia.access import deadline, encryption
from mia.core.sql import compose


def ready(*, seconds: int = 1800) -> None:
    """Prepare this transaction for a long piece of work: time, and foreign keys checked at once.

    A deferred check that waits for the commit makes every row of the change history slower than
    the one before (PostgreSQL walks the queue of each statement inside a trigger): 50,000 contacts
    took 36 s, checked at once 4 s. No nested loops: right after a large import the tables'
    statistics say "empty", and one join took ten minutes.
    """
    deadline.allow(seconds)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL enable_nestloop = off")


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """COPY rows into a temporary table and return how many."""
    names = SQL(", ").join(map(Identifier, columns))
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), names)
    encryption.data_keys()  # read now: the connection is busy while rows that use them are written
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as pipe:
        for row in rows:
            pipe.write_row(row)
            count += 1
    return count


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Insert rows of one model and return how many; `columns` are named as in the database.

    Triggers and policies hold as always.
    """
    names = {
        "table": Identifier(model._meta.db_table),
        "columns": SQL(", ").join(map(Identifier, columns)),
    }
    with connection.cursor() as cursor:
        cursor.execute(compose("mia.access", "bulk_table.sql", **names))
        count = copy("bulk", columns, rows)
        cursor.execute(compose("mia.access", "bulk_insert.sql", **names))
    return count
