"""Where reports read: the replica (DATABASE_REPLICA_URL) when it is up to date, else the primary.

The primary's transaction says who asks, for how long, and how far the replica must have come:
whatever was committed when a unit of work first asks is in its report, or the primary is read. All
figures of one unit of work come from one snapshot. A unit of work that has written reads the
primary, since the replica does not have its own rows. No replica, or one that is away, behind or
promoted, changes nothing but where the work is done. Nothing is ever written here.
"""

import contextlib
import itertools
import logging
import time
from collections.abc import Generator, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from mia.core import sql

logger = logging.getLogger(__name__)
REPLICA = "replica"
PAUSE = 30.0  # seconds that a replica which could not be used is left alone, by this process
BLOCK = 1000  # rows: handed on one by one, each costs as much as the database asks for it
STEP = 0.01  # seconds between two looks at how far the replica has come
EMIT_AFTER = 20  # looks, before the primary is made to write out what it has
STATEMENT_TIMEOUT = "57014"  # SQLSTATE: too slow is too slow on the primary also

_POSITION = sql.load("mia.access", "replica_position.sql")
_REACHED = sql.load("mia.access", "replica_reached.sql")
_ENTER = sql.load("mia.access", "replica_enter.sql")
# A report sorts every enrolment there is: a hundred thousand of them spill to disk with what pages
# have (16 MB).
_WORK_MEM = "SELECT set_config('work_mem', '64MB', true)"
# On a quiet primary the flushed position may lie inside a record of which nobody flushes the rest
# for seconds.
_EMIT = "SELECT pg_logical_emit_message(false, 'mia', '', true)"
EMIT_FLUSHES_SINCE = 170000  # server version


@dataclass
class _Unit:
    """One unit of work, and as whom it reads on the replica (None: it does not, so far)."""

    reader: list[str] | None = None


@dataclass
class _Pause:
    until: float = 0.0


class _Unfit(Exception):
    """The replica answers, but cannot be relied on."""


_unit: ContextVar[_Unit | None] = ContextVar("reading", default=None)
_pause = _Pause()


@contextlib.contextmanager
def unit() -> Iterator[None]:
    """A unit of work (mia/access/identity.py). The outermost one ends what was begun on the
    replica, however it ends itself.
    """
    if REPLICA not in settings.DATABASES or _unit.get() is not None:
        yield
        return
    own = _Unit()
    _unit.set(own)
    try:
        yield
    finally:
        _unit.set(None)
        if own.reader is not None:
            _end()


def fetch(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Every row of one statement, as the policies let the actor see them."""
    replica = _replica()
    if replica is not None:
        try:
            return _fetch(replica, statement, parameters)
        except (OperationalError, InterfaceError) as error:
            _go_on_without(error)
    return _fetch(connection, statement, parameters)


def copy(statement: str, parameters: Mapping[str, Any]) -> Generator[list[bytes], None, None]:
    """COPY … TO STDOUT, BLOCK messages (rows) at a time. Once a row has been handed out, an error
    is an error.

    To be closed by who stops before the end: until then the connection waits for its reader, and a
    rollback for it.
    """
    replica = _replica()
    if replica is not None:
        begun = False
        try:
            with contextlib.closing(_copy(replica, statement, parameters)) as blocks:
                for block in blocks:
                    begun = True
                    yield block
            return
        except (OperationalError, InterfaceError) as error:
            _go_on_without(error)
            if begun:
                raise
    yield from _copy(connection, statement, parameters)


def roles() -> tuple[str, str] | None:
    """Who one is on the replica: session and current user. None when it is not used just now."""
    if time.monotonic() < _pause.until:
        return None
    try:
        rows = _fetch(connections[REPLICA], "SELECT session_user, current_user", {})
    except Error as error:
        _leave(error)
        return None
    session_user, current_user = rows[0]
    return session_user, current_user


def _fetch(
    database: BaseDatabaseWrapper, statement: str, parameters: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    with database.cursor() as cursor:
        cursor.execute(_WORK_MEM)
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _copy(
    database: BaseDatabaseWrapper, statement: str, parameters: Mapping[str, Any]
) -> Generator[list[bytes], None, None]:
    with database.wrap_database_errors, database.cursor() as cursor:
        cursor.execute(_WORK_MEM)
        with cursor.copy(statement, parameters) as pipe:
            messages = iter(pipe)
            while block := list(map(bytes, islice(messages, BLOCK))):
                yield block


def _replica() -> BaseDatabaseWrapper | None:
    """The replica, with this reader's identity in its transaction; None: read the primary."""
    own = _unit.get()
    if own is None or time.monotonic() < _pause.until:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_POSITION)
        needs_primary, reader, position = cursor.fetchone()
    if needs_primary:
        return None
    replica = connections[REPLICA]
    try:
        if own.reader is None:
            _wait(replica, position)
            own.reader = []
            replica.set_autocommit(False)
        if own.reader != reader:
            with replica.cursor() as cursor:
                cursor.execute(_ENTER, reader)
            own.reader = reader
    except (Error, _Unfit) as error:
        _leave(error)
        return None
    return replica


def _wait(replica: BaseDatabaseWrapper, position: list[str]) -> None:
    """Outside the replica's transaction: its snapshot must be younger than what is waited for."""
    deadline = time.monotonic() + settings.REPLICA_WAIT_MS / 1000
    for look in itertools.count():
        with replica.cursor() as cursor:
            cursor.execute(_REACHED, position)
            follows, has_all = cursor.fetchone()
        if not follows:
            raise _Unfit("it does not follow the primary")
        if has_all:
            return
        if time.monotonic() > deadline:
            raise _Unfit(f"it is more than {settings.REPLICA_WAIT_MS} ms behind")
        if look == EMIT_AFTER and connection.connection.info.server_version >= EMIT_FLUSHES_SINCE:
            _fetch(connection, _EMIT, {})
        time.sleep(STEP)


def _go_on_without(error: Error) -> None:
    """What the primary would refuse too is raised."""
    if getattr(error.__cause__, "sqlstate", None) == STATEMENT_TIMEOUT:
        raise error
    _leave(error)


def _leave(error: Exception) -> None:
    """Leave the replica alone for a while. The driver's text is not logged: it may quote a row."""
    _pause.until = time.monotonic() + PAUSE
    own = _unit.get()
    if own is not None:
        own.reader = None
    sqlstate = getattr(error.__cause__, "sqlstate", None) or "no answer"
    reason = str(error) if isinstance(error, _Unfit) else f"{type(error).__name__}, {sqlstate}"
    logger.warning("the replica is not used for %d s, reports read the primary: %s", PAUSE, reason)
    connections[REPLICA].close()


def _end() -> None:
    """Nothing was written: rolling back takes the identity away. A connection that cannot is
    closed.
    """
    replica = connections[REPLICA]
    try:
        replica.rollback()
        replica.set_autocommit(True)
    except Error:
        replica.close()
