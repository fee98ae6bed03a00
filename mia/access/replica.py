"""Where reports read: the replica (DATABASE_REPLICA_URL) when it is up to date, else the primary.

What `fetch` and `copy` do, in order:

1. Ask the primary, in the transaction of the unit of work, who reads, for how long, and which
   position of its log is flushed (sql/replica_position.sql). A unit of work that has written reads
   the primary, since no replica has its own rows.
2. The first time in a unit of work: wait until the replica has replayed that position
   (sql/replica_reached.sql), and begin a transaction there. All figures of one unit of work come
   from that transaction's snapshot, which has whatever was committed before the unit first asked.
3. Enter the replica as the same reader, with a token for that transaction
   (sql/replica_enter.sql).
4. Read there. The unit of work ends the transaction, however it ends itself.

A replica that does not answer, is behind or follows another primary is paused for PAUSE_SECONDS,
and the primary is read instead: nothing changes but where the work is done. Nothing is ever written
here.
"""

import contextlib
import itertools
import logging
import time
from collections.abc import Generator, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from mia.access import database_roles, tokens
from mia.core import sql

logger = logging.getLogger(__name__)
REPLICA = "replica"
PAUSE_SECONDS = 30.0  # that this process leaves a replica alone which could not be used
ROWS_PER_BLOCK = 1000  # handed on one by one, a row costs as much as the database asks for it
POLL_SECONDS = 0.01  # between two questions how far the replica has come
POLLS_BEFORE_EMIT = 20  # before the primary is made to write out what it has
STATEMENT_TIMEOUT = "57014"  # SQLSTATE: too slow is too slow on the primary also

_POSITION = sql.load("mia.access", "replica_position.sql")
_HAS_REPLAYED = sql.load("mia.access", "replica_reached.sql")
_ENTER = sql.load("mia.access", "replica_enter.sql")
# A report sorts every enrolment there is: a hundred thousand of them spill to disk with what pages
# have (16 MB).
_WORK_MEM = "SELECT set_config('work_mem', '64MB', true)"
# On a quiet primary the flushed position may lie inside a record of which nobody flushes the rest
# for seconds.
_EMIT = "SELECT pg_logical_emit_message(false, 'mia', '', true)"
EMIT_FLUSHES_SINCE = 170000  # server version


@dataclass
class _ReplicaUse:
    """What one unit of work has of the replica: the transaction there, "" before it has begun, and
    as whom it reads in it, None before it does.
    """

    transaction: str = ""
    reader: "_Reader | None" = None


class _Reader(NamedTuple):
    """As whom and for how long the replica is read: columns of sql/replica_position.sql."""

    actor: int | None
    today: date
    statement_timeout: str
    idle_timeout: str


@dataclass
class _Pause:
    """Until when the replica is left alone, on the clock time.monotonic()."""

    until: float = 0.0


class _ReplicaUnfit(Exception):
    """The replica answers, but cannot be relied on."""


_current_use: ContextVar[_ReplicaUse | None] = ContextVar("reading", default=None)
_pause = _Pause()


@contextlib.contextmanager
def unit_of_work() -> Iterator[None]:
    """Around each unit of work (identity.acting_as). The outermost one ends what was begun on the
    replica, however it ends itself.
    """
    if REPLICA not in settings.DATABASES or _current_use.get() is not None:
        yield
        return
    use = _ReplicaUse()
    _current_use.set(use)
    try:
        yield
    finally:
        _current_use.set(None)
        if use.transaction:
            _end_transaction()


def fetch(
    statement: str, parameters: Mapping[str, Any], *, sorts_much: bool = True
) -> list[tuple[Any, ...]]:
    """Every row of one statement, as the policies let the actor see them.

    One that does not sort every enrolment needs no memory of its own: a statement less.
    """
    replica = _enter_replica()
    if replica is not None:
        try:
            return _fetch(replica, statement, parameters, sorts_much=sorts_much)
        except (OperationalError, InterfaceError) as error:
            _fall_back(error)
    return _fetch(connection, statement, parameters, sorts_much=sorts_much)


def copy(statement: str, parameters: Mapping[str, Any]) -> Generator[list[bytes], None, None]:
    """COPY … TO STDOUT, ROWS_PER_BLOCK messages (rows) at a time.

    Once a row has been handed out, an error is an error.

    To be closed by who stops before the end: until then the connection waits for its reader, and a
    rollback for it.
    """
    replica = _enter_replica()
    if replica is not None:
        begun = False
        try:
            with contextlib.closing(_copy(replica, statement, parameters)) as blocks:
                for block in blocks:
                    begun = True
                    yield block
            return
        except (OperationalError, InterfaceError) as error:
            _fall_back(error)
            if begun:
                raise
    yield from _copy(connection, statement, parameters)


def role_problems() -> list[str] | None:
    """What would let reports read past the policies there. None when it is not used just now: then
    reports work without it.
    """
    if time.monotonic() < _pause.until:
        return None
    try:
        return database_roles.problems(connections[REPLICA])
    except Error as error:
        _pause_replica(error)
        return None


def _fetch(
    database: BaseDatabaseWrapper,
    statement: str,
    parameters: Mapping[str, Any],
    *,
    sorts_much: bool = True,
) -> list[tuple[Any, ...]]:
    with database.cursor() as cursor:
        if sorts_much:
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
            while True:
                block = [bytes(message) for message in islice(messages, ROWS_PER_BLOCK)]
                if not block:
                    return
                yield block


def _enter_replica() -> BaseDatabaseWrapper | None:
    """Steps 1 to 3: the replica, with this reader's identity in its transaction.

    Returns None when the primary is to be read.
    """
    use = _current_use.get()
    if use is None or time.monotonic() < _pause.until:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_POSITION)
        needs_primary, position, *columns = cursor.fetchone()
    if needs_primary:
        return None
    reader = _Reader(*columns)
    replica = connections[REPLICA]
    try:
        if not use.transaction:
            _wait_until_replayed(replica, position)
            replica.set_autocommit(False)
            use.transaction = tokens.begin(replica)
        if use.reader != reader:
            _act_as(reader, replica, use.transaction)
            use.reader = reader
    except (Error, _ReplicaUnfit) as error:
        _pause_replica(error)
        return None
    return replica


def _act_as(reader: _Reader, replica: BaseDatabaseWrapper, transaction: str) -> None:
    token = tokens.make(reader.actor, reader.today, transaction)
    with tokens.bound_cursor(replica) as cursor:
        cursor.execute(_ENTER, [token, reader.statement_timeout, reader.idle_timeout])


def _wait_until_replayed(replica: BaseDatabaseWrapper, position: list[str]) -> None:
    """Wait at most REPLICA_WAIT_MS. Raises _ReplicaUnfit.

    Outside the replica's transaction: its snapshot must be younger than what is waited for.
    """
    deadline = time.monotonic() + settings.REPLICA_WAIT_MS / 1000
    for poll in itertools.count():
        with replica.cursor() as cursor:
            cursor.execute(_HAS_REPLAYED, position)
            follows, has_all = cursor.fetchone()
        if not follows:
            raise _ReplicaUnfit("it does not follow the primary")
        if has_all:
            return
        if time.monotonic() > deadline:
            raise _ReplicaUnfit(f"it is more than {settings.REPLICA_WAIT_MS} ms behind")
        server_version = connection.connection.info.server_version
        if poll == POLLS_BEFORE_EMIT and server_version >= EMIT_FLUSHES_SINCE:
            _fetch(connection, _EMIT, {})
        time.sleep(POLL_SECONDS)


def _fall_back(error: Error) -> None:
    """Pause the replica, so that the primary is read; what that would refuse too is raised."""
    if getattr(error.__cause__, "sqlstate", None) == STATEMENT_TIMEOUT:
        raise error
    _pause_replica(error)


def _pause_replica(error: Exception) -> None:
    """Leave the replica alone for a while. The driver's text is not logged: it may quote a row."""
    _pause.until = time.monotonic() + PAUSE_SECONDS
    use = _current_use.get()
    if use is not None:
        use.transaction = ""
        use.reader = None
    sqlstate = getattr(error.__cause__, "sqlstate", None) or "no answer"
    reason = (
        str(error) if isinstance(error, _ReplicaUnfit) else f"{type(error).__name__}, {sqlstate}"
    )
    logger.warning(
        "the replica is not used for %d s, reports read the primary: %s", PAUSE_SECONDS, reason
    )
    connections[REPLICA].close()


def _end_transaction() -> None:
    """Nothing was written: rolling back takes the identity away. A connection that cannot is
    closed.
    """
    replica = connections[REPLICA]
    try:
        replica.rollback()
        replica.set_autocommit(True)
    except Error:
        replica.close()
