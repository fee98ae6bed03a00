"""The collected of reads: what this unit of work has shown, written as one row before it commits.

The door (mia.audit.door) notes every participant it hands out; actions add what they did. Nothing
is kept between requests. If the row cannot be written, the transaction fails and nothing is shown.
"""

import json
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from mia.audit.enums import Action

# When one response did several things, the row is named after the weightiest.
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
]


# COPY's binary form, which costs the database a third of reading text: before the first row, and
# before each, in hex.
_HEAD, _END, _ONE_KEY = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff", b"000100000010"


class ManyParticipants:
    """The participants of a file, however many: 22 bytes each, made unique and counted by the
    database.
    """

    def __init__(self) -> None:
        self._rows = bytearray()

    def add(self, keys: list[bytes]) -> None:
        """Keys as the database writes them, at least one; the same one may come again."""
        self._rows += bytes.fromhex((_ONE_KEY + _ONE_KEY.join(keys)).replace(b"-", b"").decode())

    def into(self, cursor: Any, table: str) -> None:
        with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as pipe:
            for part in (_HEAD, self._rows, _END):
                pipe.write(part)


@dataclass
class CollectedAccess:
    """Collected during one unit of work."""

    participants: set[UUID] = field(default_factory=set)
    many: list[ManyParticipants] = field(default_factory=list)
    events: list[tuple[Action, str]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    count: int = 0


_collected: ContextVar[CollectedAccess | None] = ContextVar("access_log", default=None)


def begin() -> CollectedAccess:
    collected = CollectedAccess()
    _collected.set(collected)
    return collected


def end() -> None:
    _collected.set(None)


def record_view(participant: UUID | None) -> None:
    """The door handed out a row about this participant."""
    collected = _collected.get()
    if collected is not None and participant is not None:
        collected.participants.add(participant)


def record_event(
    action: Action,
    event: str,
    *participants: UUID,
    count: int = 0,
    many: ManyParticipants | None = None,
    **extra: Any,
) -> None:
    """An act with a name (`noun.participle`), about these participants. `extra` holds no personal
    data.
    """
    collected = _collected.get()
    if collected is None:
        raise RuntimeError(f"{event}: an act outside a unit of work would leave no trace")
    collected.events.append((action, event))
    collected.participants.update(participants)
    collected.many += [many] if many else []
    collected.count += count
    collected.extra.update(extra)


def flush(*, actor: int | None, request_id: UUID, route: str, ip: str | None) -> None:
    """Write the row of this unit of work, if it touched anyone or did anything."""
    collected = _collected.get()
    if collected is None or not (collected.participants or collected.events):
        return
    actions = [action for action, _ in collected.events]
    shown = Action.READ if len(collected.participants) == 1 else Action.LIST
    action = max(actions, key=WEIGHT.index) if actions else shown
    events = " ".join(dict.fromkeys(event for _, event in collected.events))[:60]
    write(
        actor=actor,
        request_id=request_id,
        action=action,
        event=events or route[:60],
        route=route,
        participants=sorted(collected.participants),
        count=max(collected.count, len(collected.participants)),
        ip=ip,
        extra=collected.extra,
        many=collected.many,
    )
    _collected.set(CollectedAccess())


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
    extra: dict[str, Any] | None = None,
    many: Sequence[ManyParticipants] = (),
) -> None:
    """Write one row. Without RETURNING: the application adds to the log but may not read it."""
    values = [actor, action.value, event, route[:120], participants or [], count, request_id, ip]
    values.append(json.dumps(extra or {}))
    with connection.cursor() as cursor:
        if many:
            cursor.execute("CREATE TEMP TABLE seen (participant uuid)")
            for keys in many:
                keys.into(cursor, "seen")
            values = [*values[:4], *values[5:], values[4]]  # in the order of the statement
        cursor.execute(_WRITE_MANY if many else _WRITE, values)
        if many:
            cursor.execute("DROP TABLE seen")


_WRITE = """
INSERT INTO audit_accesslog (actor, action, event, route, participants, count, request_id, ip, extra)
VALUES (%s, %s, %s, %s, %s::uuid[], %s, %s, %s, %s)
"""
_WRITE_MANY = """
INSERT INTO audit_accesslog (actor, action, event, route, participants, count, request_id, ip, extra)
SELECT %s, %s, %s, %s, everyone, greatest(%s, cardinality(everyone)), %s, %s, %s::jsonb
FROM (SELECT coalesce(array_agg(DISTINCT participant), '{}') AS everyone
      FROM (SELECT unnest(%s::uuid[]) UNION ALL TABLE seen) t (participant)) s
"""
