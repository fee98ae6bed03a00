"""Who the database believes is asking.

Every unit of work runs in one transaction that drops to the role mia_app and carries a signed,
transaction-local identity. The database's function app.enter (participants/sql/functions/enter.sql)
verifies it and works out what it opens, for the policies. Without an identity, no row of a person
is visible. The triggers of the change history read who and why from the same transaction.

Which entrance to use:

* A view uses none: the last middleware has opened the unit of work, `request.work`.
* A command or job that shows or changes anything about participants uses
  `mia.access.unit_of_work.unit_of_work`, which also writes the row of the access log.
* `acting_as` opens the transaction without an access log: for the two above, for what keeps its own
  record (log-in, seals, the state of jobs), and for tests.
* `elevated` is for the import of files (interventions/imports/actions.py) and for accepting the
  enrolment of a protected person (participants/waiting/actions.py).
"""

import contextlib
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from mia.access import replica
from mia.core import sql
from mia.core.uuid7 import uuid7

SYSTEM = 0  # commands and nightly jobs: sees every delprojekt, never logs in
LIFETIME = 3600  # seconds that a signed identity holds


@dataclass(frozen=True)
class UnitOfWork:
    """Who acts (a staff id, SYSTEM, or None for nobody), why, the id that the access log and the
    change history have in common, and the day that counts as today.
    """

    actor: int | None
    source: str
    request_id: UUID
    today: date


@dataclass(frozen=True)
class DatabaseIdentity:
    """What the transaction carries: the parameters of sql/enter.sql."""

    role: str
    token: str
    context_id: str
    context: str

    @classmethod
    def of(cls, work: UnitOfWork) -> "DatabaseIdentity":
        context = json.dumps({"actor": work.actor, "source": work.source})
        return cls("mia_app", token(work.actor, work.today), str(work.request_id), context)

    @classmethod
    def current(cls) -> "DatabaseIdentity":
        """What the transaction carries now."""
        with connection.cursor() as cursor:
            cursor.execute(sql.load("mia.access", "current_identity.sql"))
            return cls(*cursor.fetchone())

    def enter(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql.load("mia.access", "enter.sql"), asdict(self))


def token(actor: int | None, today: date) -> str:
    """Return `actor.expires.today.signature`, or an empty text for nobody."""
    if actor is None:
        return ""
    expires = int(time.time()) + LIFETIME
    payload = f"{actor}.{expires}.{today:%Y-%m-%d}"
    signature = hmac.new(settings.IDENTITY_KEY, payload.encode(), hashlib.sha256)
    return f"{payload}.{signature.hexdigest()}"


@contextlib.contextmanager
def acting_as(actor: int | None, *, source: str, today: date | None = None) -> Iterator[UnitOfWork]:
    """Open a transaction in which the database knows `actor` (a staff id, SYSTEM, or None).

    `source` is the page or command, without personal data. Within another transaction, the
    identity of before comes back at the end; after an exception the rollback brings it back.
    """
    work = UnitOfWork(actor, source, uuid7(), today or timezone.localdate())
    is_nested = connection.in_atomic_block
    with replica.unit_of_work(), transaction.atomic():
        former = DatabaseIdentity.current() if is_nested else None
        DatabaseIdentity.of(work).enter()
        yield work
        if former is not None and not connection.needs_rollback:
            former.enter()


@contextlib.contextmanager
def elevated(work: UnitOfWork) -> Iterator[None]:
    """Let the policies pass the system, for what an access check has allowed: an import compares
    the file with rows that the user may not see.

    Within the user's unit of work, and the access log and the change history still name the user
    (`work.actor`). Ends with the block; after an exception the savepoint takes it back.
    """
    with transaction.atomic():
        _enter(token(SYSTEM, work.today))
        yield
        _enter(token(work.actor, work.today))


def _enter(identity: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.enter(%s)", [identity])
