"""Writes about memos: write one, put it off, and be done with it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from interventions.memos.models import Memo
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


@transaction.atomic
def write(enrolment: Enrolment, *, by: Staff, key: UUID, text: str, due_on: date) -> Memo:
    """Write a memo, and return it; `key` is the form's own: sent twice it is one memo.

    Raises ValidationError.
    """
    existing: Memo | None = Memo.objects.visible_in(by, enrolment).filter(pk=key).first()
    if existing is not None:
        return existing
    memo = Memo(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        staff=by,
        text=text,
        due_on=due_on,
    )
    saving.store(memo)
    audit.record_event(audit.Action.WRITE, "memo.written", enrolment.participant_id, by=by.pk)
    return memo


@transaction.atomic
def finish(memo: Memo, *, by: Staff, on: date) -> Memo:
    """Mark a memo as done, and return it. Sent twice, it is done once."""
    current = _lock(memo, by)
    if current.done_on is None:
        current.done_on = on
        saving.change(current, "done_on", version=current.version)
    participant = memo.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "memo.finished", participant, by=by.pk)
    return current


@transaction.atomic
def snooze(memo: Memo, *, by: Staff, until: date) -> Memo:
    """Put a memo off, and return it; one that is done stays as it is."""
    current = _lock(memo, by)
    if current.done_on is None and current.due_on != until:
        current.due_on = until
        saving.change(current, "due_on", version=current.version)
    participant = memo.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "memo.snoozed", participant, by=by.pk)
    return current


def _lock(memo: Memo, by: Staff) -> Memo:
    """The memo as it is now: a double click sends two at the same time."""
    rows = Memo.objects.visible_in(by, memo.enrolment).filter(pk=memo.pk)
    current: Memo = rows.select_for_update(of=("self",), no_key=True).get()
    return current
