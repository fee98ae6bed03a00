"""The trail of reads: what this unit of work has shown, written as one row before it commits.

The door (mia.audit.door) notes every participant it hands out; actions add what they did. Nothing is kept between
requests. If the row cannot be written, the transaction fails and nothing is shown.
"""

import json
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from mia.audit.identity import Work
from mia.audit.models import AccessLog

Action = AccessLog.Action

# When one response did several things, the row is named after the weightiest.
WEIGHT = [
    Action.LIST, Action.READ, Action.SEARCH, Action.PRINT, Action.REVEAL, Action.WRITE, Action.IMPORT, Action.EXPORT,
    Action.LOGOUT, Action.LOGIN, Action.LOGIN_FAILED, Action.DENIED,
]  # fmt: skip


# COPY's binary form, which costs the database a third of reading text: before the first row, and before each, in hex.
_HEAD, _END, _ONE_KEY = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff", b"000100000010"


class Many:
    """The participants of a file, however many: 22 bytes each, made unique and counted by the database."""

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
class Trail:
    """Collected during one unit of work."""

    participants: set[UUID] = field(default_factory=set)
    many: list[Many] = field(default_factory=list)
    events: list[tuple[AccessLog.Action, str]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    count: int = 0


_trail: ContextVar[Trail | None] = ContextVar("trail", default=None)


def begin() -> Trail:
    trail = Trail()
    _trail.set(trail)
    return trail


def end() -> None:
    _trail.set(None)


def saw(participant: UUID | None) -> None:
    """The door handed out a row about this participant."""
    trail = _trail.get()
    if trail is not None and participant is not None:
        trail.participants.add(participant)


def did(
    action: AccessLog.Action, event: str, *participants: UUID, count: int = 0, many: Many | None = None, **extra: Any
) -> None:
    """An act with a name (`noun.participle`), about these participants. `extra` holds no personal data."""
    trail = _trail.get()
    if trail is None:
        raise RuntimeError(f"{event}: an act outside a unit of work would leave no trace")
    trail.events.append((action, event))
    trail.participants.update(participants)
    trail.many += [many] if many else []
    trail.count += count
    trail.extra.update(extra)


def flush(work: Work, *, route: str, ip: str | None) -> None:
    """Write the row of this unit of work, if it touched anyone or did anything."""
    trail = _trail.get()
    if trail is None or not (trail.participants or trail.events):
        return
    actions = [action for action, _ in trail.events]
    shown = Action.READ if len(trail.participants) == 1 else Action.LIST
    action = max(actions, key=WEIGHT.index) if actions else shown
    events = " ".join(dict.fromkeys(event for _, event in trail.events))[:60]
    write(
        work, action=action, event=events or route[:60], route=route, participants=sorted(trail.participants),
        count=max(trail.count, len(trail.participants)), ip=ip, extra=trail.extra, many=trail.many,
    )  # fmt: skip
    _trail.set(Trail())


def write(
    work: Work, *, action: AccessLog.Action, event: str, route: str, participants: list[UUID] | None = None,
    count: int = 0, ip: str | None = None, extra: dict[str, Any] | None = None, many: Sequence[Many] = (),
) -> None:  # fmt: skip
    """One row, without RETURNING: the application may add to the trail but need not be able to read it."""
    values = [
        work.actor, action.value, event, route[:120], participants or [], count, work.request_id, ip,
        json.dumps(extra or {}),
    ]  # fmt: skip
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
