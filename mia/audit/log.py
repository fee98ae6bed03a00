"""The access log: whom a unit of work has shown and what it did, written as one row before it
commits.

The QuerySets of personal data (mia/access/querysets.py) record every participant they hand out;
actions record what they did. Nothing is kept between requests. If the row cannot be written, the
transaction fails and nothing is shown.
"""

import contextlib
import json
import logging
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from mia.audit.enums import Action
from mia.core import sql

# When one response did several things, the row is named after the one that comes last here.
WEIGHT = [
    Action.LIST,
    Action.READ,
    Action.SEARCH,
    Action.PRINT,
    Action.REVEAL,
    Action.WRITE,
    Action.IMPORT,
    Action.EXPORT,
    Action.LOGOUT,
    Action.LOGIN,
    Action.LOGIN_FAILED,
    Action.DENIED,
    Action.ALARM,
]

alarms = logging.getLogger("mia.alarm")

# COPY's binary form, which costs the database a third of reading text.
_BEFORE_ROWS = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_AFTER_ROWS = b"\xff\xff"
_BEFORE_KEY = b"000100000010"  # in hex: a row of one column of 16 bytes


class ManyParticipants:
    """The participants of a file, however many: 22 bytes each, made unique and counted by the
    database.
    """

    def __init__(self) -> None:
        self._rows = bytearray()

    def add(self, keys: list[bytes]) -> None:
        """Keys as the database writes them, at least one; the same one may come again."""
        rows = _BEFORE_KEY + _BEFORE_KEY.join(keys)
        self._rows += bytes.fromhex(rows.replace(b"-", b"").decode())

    def copy_into(self, cursor: Any, table: str) -> None:
        """Write them to a table of one column."""
        with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as pipe:
            for part in (_BEFORE_ROWS, self._rows, _AFTER_ROWS):
                pipe.write(part)


@dataclass
class CollectedAccess:
    """Collected during one unit of work."""

    participants: set[UUID] = field(default_factory=set)
    many: list[ManyParticipants] = field(default_factory=list)
    events: list[tuple[Action, str]] = field(default_factory=list)
    extra: dict[str, object] = field(default_factory=dict)
    count: int = 0


_collected: ContextVar[CollectedAccess | None] = ContextVar("access_log", default=None)


def begin() -> CollectedAccess:
    """Begin to collect for a new unit of work."""
    collected = CollectedAccess()
    _collected.set(collected)
    return collected


@contextlib.contextmanager
def discarded() -> Iterator[None]:
    """What is recorded within the block is forgotten: the caller takes back what it did."""
    before = _collected.set(CollectedAccess())
    try:
        yield
    finally:
        _collected.reset(before)


def end() -> None:
    """Collect no more."""
    _collected.set(None)


def record_view(participant: UUID | None) -> None:
    """A row about this participant has been handed out."""
    collected = _collected.get()
    if collected is not None and participant is not None:
        collected.participants.add(participant)


def record_event(
    action: Action,
    event: str,
    *participants: UUID,
    count: int = 0,
    many: ManyParticipants | None = None,
    **extra: object,
) -> None:
    """An act with a name (`noun.participle`), about these participants.

    `extra` holds no personal data. Raises RuntimeError outside a unit of work.
    """
    collected = _collected.get()
    if collected is None:
        raise RuntimeError(f"{event}: an act outside a unit of work would not be logged")
    collected.events.append((action, event))
    collected.participants.update(participants)
    if many:
        collected.many.append(many)
    collected.count += count
    collected.extra.update(extra)


def flush(*, actor: int | None, request_id: UUID, route: str, ip: str | None) -> None:
    """Write the row of this unit of work, if it touched anyone or did anything.

    An ALARM, which those who review the log see at once, is also a line for those who watch the
    server, without personal data.
    """
    collected = _collected.get()
    if collected is None or not (collected.participants or collected.events):
        return
    names = dict.fromkeys(event for _, event in collected.events)  # each once, in order
    event = " ".join(names)[:60] or route[:60]
    action = _action_of(collected)
    write(
        actor=actor,
        request_id=request_id,
        action=action,
        event=event,
        route=route,
        participants=sorted(collected.participants),
        count=max(collected.count, len(collected.participants)),
        ip=ip,
        extra=collected.extra,
        many=collected.many,
    )
    if action is Action.ALARM:
        alarms.warning("%s, staff %s", event, actor)
    _collected.set(CollectedAccess())


def _action_of(collected: CollectedAccess) -> Action:
    """The weightiest act; without one, whether one person was read or several were listed."""
    actions = [action for action, _ in collected.events]
    if actions:
        return max(actions, key=WEIGHT.index)
    if len(collected.participants) == 1:
        return Action.READ
    return Action.LIST


def write(
    *,
    actor: int | None,
    request_id: UUID,
    action: Action,
    event: str,
    route: str,
    participants: list[UUID] | None = None,
    count: int = 0,
    ip: str | None = None,
    extra: dict[str, object] | None = None,
    many: Sequence[ManyParticipants] = (),
) -> None:
    """Write one row. Raises DatabaseError, which ends the unit of work."""
    params = {
        "actor": actor,
        "action": action.value,
        "event": event,
        "route": route[:120],
        "participants": participants or [],
        "count": count,
        "request_id": request_id,
        "ip": ip,
        "extra": json.dumps(extra or {}),
    }
    with connection.cursor() as cursor:
        if not many:
            cursor.execute(sql.load("mia.audit", "write_row.sql"), params)
            return
        cursor.execute(sql.load("mia.audit", "viewed_create.sql"))
        for keys in many:
            keys.copy_into(cursor, "viewed")
        cursor.execute(sql.load("mia.audit", "write_row_with_many.sql"), params)
        cursor.execute(sql.load("mia.audit", "viewed_drop.sql"))


def write_refusal(
    *, keys: Sequence[UUID], request_id: UUID, event: str, route: str, ip: str | None
) -> None:
    """Write the row of a refused request, in the name of the present identity. `keys` are those of
    its address: the row names the persons behind them, and the caller is not told whether there are
    any.
    """
    params: dict[str, Any] = {
        "keys": list(keys),
        "request_id": request_id,
        "event": event,
        "route": route[:120],
        "ip": ip,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.audit", "write_refusal.sql"), params)
