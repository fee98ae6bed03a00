"""Who the database believes is asking.

Every unit of work runs in one transaction that drops to the role mia_app and carries a signed,
transaction-local identity; app.enter (participants/sql/functions/enter.sql) verifies it and keeps
what it opens, for the policies. Without one, no row of a person is seen. The same call gives the
triggers of the change history their context.
"""

import contextlib
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from mia.access import replica
from mia.core.uuid7 import uuid7

SYSTEM = 0  # commands and nightly jobs: sees every delprojekt, is never logged in
LIFETIME = 3600  # seconds that a signed identity holds

_ENTER = """
SELECT set_config('role', 'mia_app', true), app.enter(%s),
       set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)
"""
_RETURN = _ENTER.replace("'mia_app'", "%s")


@dataclass(frozen=True)
class UnitOfWork:
    """One unit of work: who (None: nobody is logged in), why, and the id that ties both trails
    together.
    """

    actor: int | None
    source: str
    request_id: UUID
    today: date


def token(actor: int | None, today: date) -> str:
    """`actor.expires.today.signature`, or nothing for nobody."""
    if actor is None:
        return ""
    payload = f"{actor}.{int(time.time()) + LIFETIME}.{today:%Y-%m-%d}"
    return (
        f"{payload}.{hmac.new(settings.IDENTITY_KEY, payload.encode(), hashlib.sha256).hexdigest()}"
    )


@contextlib.contextmanager
def acting_as(actor: int | None, *, source: str, today: date | None = None) -> Iterator[UnitOfWork]:
    """Open a transaction in which the database knows `actor` (a staff id, SYSTEM, or None).

    `source` is the page or command, without personal data. Nested in another transaction, the
    former identity comes back at the end; on an exception the rollback brings it back.
    """
    work = UnitOfWork(actor, source, uuid7(), today or timezone.localdate())
    context = json.dumps({"actor": actor, "source": source})
    nested = connection.in_atomic_block
    with replica.unit(), transaction.atomic(), connection.cursor() as cursor:
        before = _current(cursor) if nested else None
        cursor.execute(_ENTER, [token(actor, work.today), str(work.request_id), context])
        yield work
        if before is not None and not connection.needs_rollback:
            cursor.execute(_RETURN, before)


@contextlib.contextmanager
def elevated(work: UnitOfWork) -> Iterator[None]:
    """Inside the user's unit of work, for one job that its rule has allowed: the policies let the
    system through.

    Both trails still name the user (`work.actor`). Ends with the block; on an exception the
    savepoint takes it back.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app.enter(%s)", [token(SYSTEM, work.today)])
        yield
        cursor.execute("SELECT app.enter(%s)", [token(work.actor, work.today)])


def _current(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT current_setting('role'), coalesce(current_setting('app.token', true), ''),"
        " coalesce(current_setting('pghistory.context_id', true), ''),"
        " coalesce(current_setting('pghistory.context_metadata', true), '')"
    )
    return list(cursor.fetchone())
