"""A cursor for statements that go by a key: the server plans them once for each connection
(docs/adr/0013).

Elsewhere parameters are written into the statement, which is planned anew for them each time: right
for lists and reports, where the best plan depends on what is asked for. By a key it never does, and
under the policies planning costs more than the answer.
"""

import contextlib
from collections.abc import Iterator

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


@contextlib.contextmanager
def cursor() -> Iterator[CursorWrapper]:
    """In the transaction of the unit of work, as `connection.cursor()`; parameters go beside the
    statement.
    """
    connection.ensure_connection()
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    plain = psycopg.Cursor(connection.connection)
    with wrap(plain) as found:  # type: ignore[arg-type] # Django's own create_cursor gives a driver's cursor too
        yield found
