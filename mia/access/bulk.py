"""Many rows at once. COPY FROM is refused on tables with row-level security, so rows go by a
temporary table.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, models
from psycopg import Copy

from mia.access import encryption


def ready(*, seconds: int = 1800) -> None:
    """Prepare this transaction for a long piece of work: time, and foreign keys checked at once.

    A deferred check that waits for the commit makes every row of the change history slower than
    the one before (PostgreSQL walks the queue of each statement inside a trigger): 50,000 contacts
    took 36 s, checked at once 4 s. No nested loops: right after a large import the tables'
    statistics say "empty", and one join took ten minutes.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{seconds}s'")
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{seconds}s'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL enable_nestloop = off")


@contextlib.contextmanager
def open_copy(table: str, columns: Sequence[str]) -> Iterator[Copy]:
    """COPY into a temporary table, a row at a time by `write_row`; `columns` and `table` are names
    from our own code.
    """
    names = ", ".join(columns)
    encryption.data_keys()  # read now: the connection is busy while rows that use them are written
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as pipe:
        yield pipe


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """COPY rows into a temporary table and return how many."""
    count = 0
    with open_copy(table, columns) as pipe:
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
    table = model._meta.db_table
    quoted = [f'"{name}"' for name in columns]
    names = ", ".join(quoted)
    select = f"SELECT {names} FROM"  # the model's own names
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.bulk")
        cursor.execute(f"CREATE TEMP TABLE bulk ON COMMIT DROP AS {select} {table} WITH NO DATA")
        count = copy("bulk", quoted, rows)
        cursor.execute(f"INSERT INTO {table} ({names}) {select} bulk")
        cursor.execute("DROP TABLE bulk")
    return count
