"""Signed identities: what the database believes, in one transaction of one connection.

A token is `actor.today.backend.started.signature`. `backend.started` names the transaction that it
is made for: the process of the database that runs it, and when it began, in microseconds. The
database accepts it there and nowhere else (sql/functions/claims.sql), so that a token which someone
has seen opens nothing: not on another connection, and not in the next transaction of the same one.

The signature is HMAC-SHA256 with a key that this process and the owner of the database have.
"""

import contextlib
import hashlib
import hmac
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import date
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from mia.core import sql

SYSTEM = 0  # commands and nightly jobs: sees every delprojekt, never logs in

_is_serving: ContextVar[bool] = ContextVar("serves_a_page", default=False)


class SystemRefused(RuntimeError):
    """A page asked for the system's identity, which is for commands and jobs."""


@contextlib.contextmanager
def serving_page() -> Iterator[None]:
    """Within it no token of the system is made: a page acts as the person who asks for it."""
    former = _is_serving.set(True)
    try:
        yield
    finally:
        _is_serving.reset(former)


def make(actor: int | None, today: date, transaction: str) -> str:
    """Return the token of `actor` for the transaction with that name; an empty text for nobody.

    Raises SystemRefused while a page is served.
    """
    if actor is None:
        return ""
    if actor == SYSTEM and _is_serving.get():
        raise SystemRefused("the system's identity is for commands and jobs")
    payload = f"{actor}.{today:%Y-%m-%d}.{transaction}"
    signature = hmac.new(settings.IDENTITY_KEY, payload.encode(), hashlib.sha256)
    return f"{payload}.{signature.hexdigest()}"


def begin(database: BaseDatabaseWrapper) -> str:
    """Begin the transaction of a connection that is out of autocommit, and return its name.

    BEGIN and the question for the name are sent together, so it costs no turn of its own.
    """
    with database.wrap_database_errors:
        driver = database.connection
        with driver.pipeline():
            cursor = psycopg.Cursor(driver)
            cursor.execute(sql.load("mia.access", "transaction.sql"))
        (name,) = cursor.fetchone() or ("",)
        cursor.close()
    return str(name)


def bound_cursor(database: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor that sends parameters beside the statement, not in its text.

    The text of a statement can be read by others (pg_stat_activity), and Django's cursors write
    the parameters into it. The connection is opened, or cleared for a new request, as by theirs.
    """
    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors:
        cursor: Any = psycopg.Cursor(database.connection)
    if database.queries_logged:
        return database.make_debug_cursor(cursor)
    return database.make_cursor(cursor)
