"""Writes about disposal: propose, confirm, withdraw, carry out; place and lift a hold."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mia import audit
from mia.access.saving import store, update
from mia.audit import disposed
from mia.core import sql
from mia.core.uuid7 import uuid7
from mia.jobs import queue
from mia.organisation.staff.models import Staff
from reporting.retention import access, queries
from reporting.retention.models import Disposal, DisposalHold

KIND = "disposal"
NOT_ALLOWED = "Du får inte gallra."
NOTHING = "Det finns inget att gallra i dag."
SECOND_PERSON = "Någon annan än den som föreslog gallringen måste bekräfta den."
DECIDED = "Gallringen är redan bekräftad eller tillbakadragen."
NOT_WAITING = "Gallringen är klar, eller ska köras av den som bekräftade den."


@transaction.atomic
def propose(*, by: Staff, at: datetime, today: date) -> Disposal:
    """Propose to dispose of everything that is due. Raises ValidationError when nothing is."""
    if not access.can_dispose(by):
        raise ValidationError(NOT_ALLOWED)
    disposal = Disposal(pk=uuid7(), listed_on=today, proposed_by=by, proposed_at=at)
    store(disposal)
    with connection.cursor() as cursor:
        params: dict[str, Any] = {"disposal": str(disposal.pk), "day": today}
        cursor.execute(sql.load("reporting.retention", "fill_disposal.sql"), params)
        (number,) = cursor.fetchone()
    if not number:
        raise ValidationError(NOTHING)
    audit.record_event(
        audit.Action.WRITE, "disposal.proposed", disposal=str(disposal.pk), items=number
    )
    return disposal


@transaction.atomic
def confirm(disposal: Disposal, *, by: Staff, at: datetime) -> Disposal:
    """Confirm what another has proposed, and start the jobs that carry it out.

    Raises ValidationError.
    """
    if not access.can_dispose(by) or by.pk == disposal.proposed_by_id:
        raise ValidationError(SECOND_PERSON)
    disposal = _lock_waiting(disposal)
    disposal.confirmed_by, disposal.confirmed_at = by, at
    update(disposal, "confirmed_by", "confirmed_at")
    _start_jobs(disposal, by=by, at=at)
    audit.record_event(audit.Action.WRITE, "disposal.confirmed", disposal=str(disposal.pk))
    return disposal


@transaction.atomic
def withdraw(disposal: Disposal, *, by: Staff, at: datetime) -> Disposal:
    """Take back a proposal that nobody has confirmed. Raises ValidationError."""
    if not access.can_dispose(by):
        raise ValidationError(NOT_ALLOWED)
    disposal = _lock_waiting(disposal)
    disposal.withdrawn_by, disposal.withdrawn_at = by, at
    update(disposal, "withdrawn_by", "withdrawn_at")
    audit.record_event(audit.Action.WRITE, "disposal.withdrawn", disposal=str(disposal.pk))
    return disposal


@transaction.atomic
def resume(disposal: Disposal, *, by: Staff, at: datetime) -> Disposal:
    """Start the jobs again for what is left of a confirmed disposal. Raises ValidationError."""
    if not access.can_resume_disposal(by, disposal):
        raise ValidationError(NOT_WAITING)
    _start_jobs(disposal, by=by, at=at)
    audit.record_event(audit.Action.WRITE, "disposal.resumed", disposal=str(disposal.pk))
    return disposal


@transaction.atomic
def carry_out(disposal: UUID, subjects: Iterable[UUID], *, by: Staff, seal_key: bytes) -> None:
    """Dispose of some of what `by` has confirmed; what is done already is left.

    The database decides and deletes (app.dispose). What the seals of the change history need is
    kept, signed by `seal_key`.
    """
    listed = list(subjects)
    with connection.cursor() as cursor:
        keys = [str(subject) for subject in listed]
        params: dict[str, Any] = {"disposal": str(disposal), "subjects": keys}
        cursor.execute(sql.load("reporting.retention", "dispose.sql"), params)
        disposed.keep(cursor.fetchall(), disposal=disposal, key=seal_key)
    audit.record_event(
        audit.Action.WRITE,
        "disposal.carried_out",
        count=len(listed),
        by=by.pk,
        disposal=str(disposal),
    )


@transaction.atomic
def place_hold(participant: UUID, *, by: Staff, at: datetime, reason: str) -> DisposalHold:
    """Keep everything about a person until the hold is lifted. Raises ValidationError."""
    hold = DisposalHold(participant_id=participant, reason=reason, placed_at=at, placed_by=by)
    store(hold)
    audit.record_event(audit.Action.WRITE, "disposal_hold.placed", participant, by=by.pk)
    return hold


@transaction.atomic
def lift_hold(hold: DisposalHold, *, by: Staff, at: datetime) -> DisposalHold:
    """Let a person be disposed of again. Raises ValidationError."""
    hold.lifted_at, hold.lifted_by = at, by
    update(hold, "lifted_at", "lifted_by")
    audit.record_event(audit.Action.WRITE, "disposal_hold.lifted", hold.participant_id, by=by.pk)
    return hold


def _start_jobs(disposal: Disposal, *, by: Staff, at: datetime) -> None:
    """A job for each block, so that what one has done stays when another is cut off."""
    for block in queries.blocks_left(disposal):
        queue.start(KIND, {"disposal": str(disposal.pk), "block": block}, owner=by, at=at)


def _lock_waiting(disposal: Disposal) -> Disposal:
    """Return the disposal, locked, if it still waits. Raises ValidationError."""
    waiting = Disposal.objects.waiting().filter(pk=disposal.pk)
    current = waiting.select_for_update(of=["self"], no_key=True).first()
    if current is None:
        raise ValidationError(DECIDED)
    return current
