"""Who the database believes is asking.

Every unit of work runs in one transaction that drops to the role mia_app and carries a signed
identity, which the database accepts in that transaction only (mia/access/tokens.py). The database's
function app.enter (participants/sql/functions/enter.sql) verifies it and works out what it opens,
for the policies. Without an identity, no row of a person is visible. The triggers of the change
history read who and why from the same transaction.

Which entrance to use:

* A view uses none: the last middleware has opened the unit of work, `request.work`.
* A command or job that shows or changes anything about participants uses
  `mia.access.unit_of_work.unit_of_work`, which also writes the row of the access log.
* `acting_as` opens the transaction without an access log: for the two above, for what keeps its own
  record (log-in, seals, the state of jobs), and for tests.
* `elevated` is for the import of files alone (interventions/imports/actions.py).

While a page is served, neither gives the system's identity (`tokens.SystemRefused`).
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from mia.access import replica, tokens
from mia.access.tokens import SYSTEM
from mia.core import sql
from mia.core.uuid7 import uuid7

__all__ = ["SYSTEM", "DatabaseIdentity", "UnitOfWork", "acting_as", "elevated"]


@dataclass(frozen=True)
class UnitOfWork:
    """Who acts (a staff id, SYSTEM, or None for nobody), why, the id that the access log and the
    change history have in common, the day that counts as today, and the name of the database
    transaction (mia/access/tokens.py).
    """

    actor: int | None
    source: str
    request_id: UUID
    today: date
    transaction: str


@dataclass(frozen=True)
class DatabaseIdentity:
    """What the transaction carries: the columns of sql/current_identity.sql."""

    role: str
    actor: int | None
    today: date
    transaction: str
    context_id: str
    context: str

    @classmethod
    def of(cls, work: UnitOfWork) -> "DatabaseIdentity":
        context = json.dumps({"actor": work.actor, "source": work.source})
        request_id = str(work.request_id)
        return cls("mia_app", work.actor, work.today, work.transaction, request_id, context)

    @classmethod
    def current(cls) -> "DatabaseIdentity":
        """What the transaction carries now."""
        with connection.cursor() as cursor:
            cursor.execute(sql.load("mia.access", "current_identity.sql"))
            return cls(*cursor.fetchone())

    def enter(self) -> None:
        params = {
            "role": self.role,
            "token": tokens.make(self.actor, self.today, self.transaction),
            "context_id": self.context_id,
            "context": self.context,
        }
        with tokens.bound_cursor(connection) as cursor:
            cursor.execute(sql.load("mia.access", "enter.sql"), params)


@contextlib.contextmanager
def acting_as(actor: int | None, *, source: str, today: date | None = None) -> Iterator[UnitOfWork]:
    """Open a transaction in which the database knows `actor` (a staff id, SYSTEM, or None).

    `source` is the page or command, without personal data. Within another transaction, the
    identity of before comes back at the end; after an exception the rollback brings it back.
    """
    is_nested = connection.in_atomic_block
    with replica.unit_of_work(), transaction.atomic():
        former = DatabaseIdentity.current() if is_nested else None
        name = former.transaction if former else tokens.begin(connection)
        work = UnitOfWork(actor, source, uuid7(), today or timezone.localdate(), name)
        DatabaseIdentity.of(work).enter()
        yield work
        if former is not None and not connection.needs_rollback:
            former.enter()


@contextlib.contextmanager
def elevated(work: UnitOfWork) -> Iterator[None]:
    """Let the policies pass the system, for an import that an access check has allowed: it compares
    the file with rows that the user may not see.

    Within the user's unit of work, and the access log and the change history still name the user
    (`work.actor`). Ends with the block; after an exception the savepoint takes it back.
    """
    with transaction.atomic():
        _enter(SYSTEM, work)
        yield
        _enter(work.actor, work)


def _enter(actor: int | None, work: UnitOfWork) -> None:
    token = tokens.make(actor, work.today, work.transaction)
    with tokens.bound_cursor(connection) as cursor:
        cursor.execute("SELECT app.enter(%s)", [token])
