"""Writes about handovers: the text about a case, the move of many cases, and its undoing."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.handovers.models import TEXTS, CaseHandover, HandoverNote
from interventions.methods import actions as methods_actions
from mia import audit
from mia.access.saving import store
from mia.core.uuid7 import uuid7
from mia.organisation.staff.models import Staff
from participants.assignments import actions as assignments_actions
from participants.assignments.models import Assignment, ReadAccess
from participants.enrolments.access import can_assign_staff
from participants.enrolments.models import Enrolment

UNDO_WITHIN = timedelta(hours=24)
NOT_SEEN = "Du kan inte längre öppna ärendet. Det lämnades inte över."
CHANGED_SINCE = "Ansvaret har ändrats sedan dess. Ändra det på deltagarens sida."


class Choice(NamedTuple):
    """A case and who is to have it."""

    enrolment: UUID
    successor: Staff


class CaseResult(NamedTuple):
    """What became of one case: `text` says it, and `is_done` whether it moved."""

    enrolment: Enrolment | None
    text: str
    is_done: bool


class Result(NamedTuple):
    """What became of a handover. `batch` is None when no case moved."""

    batch: UUID | None
    cases: list[CaseResult]


@transaction.atomic
def write(
    enrolment: Enrolment, *, by: Staff, at: datetime, version: int, **texts: str
) -> HandoverNote:
    """Save the text about a case, and return it, if its version is still the one that was read.

    Version 0: there was no text. Raises ValidationError.
    """
    if not any(texts.values()):
        raise ValidationError("Skriv något i minst ett av fälten.")
    rows = HandoverNote.objects.visible_to(by).select_for_update(no_key=True)
    note = rows.filter(enrolment=enrolment).first()
    if (note.version if note else 0) != version:
        raise ValidationError(
            "Någon annan har sparat överlämningen medan du skrev. Det du skrev är inte sparat:"
            " kopiera det, öppna sidan på nytt och lägg till det."
        )
    if note is None:
        note = HandoverNote(
            enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, version=version
        )
    for name, text in texts.items():
        setattr(note, name, text)
    note.version, note.written_at, note.written_by = version + 1, at, by
    if version:
        note.save(update_fields=[*TEXTS, "version", "written_at", "written_by"])
    else:
        store(note)
    audit.record_event(audit.Action.WRITE, "handover.written", enrolment.participant_id, by=by.pk)
    return note


def hand_over_many(
    choices: Sequence[Choice], *, by: Staff, former: Staff, at: datetime, today: date
) -> Result:
    """Move each case by itself: one that is refused says why, and the others go through."""
    keys = [choice.enrolment for choice in choices]
    enrolments = Enrolment.objects.visible_to(by).filter(pk__in=keys)
    visible = {row.pk: row for row in enrolments.select_related("participant", "delprojekt")}
    batch, cases = uuid7(), []
    for enrolment_key, successor in sorted(choices):
        enrolment = visible.get(enrolment_key)
        if enrolment is None:
            cases.append(CaseResult(None, NOT_SEEN, is_done=False))
            continue
        try:
            hand_over(
                enrolment,
                by=by,
                former=former,
                successor=successor,
                batch=batch,
                at=at,
                today=today,
            )
        except ValidationError as refusal:
            cases.append(CaseResult(enrolment, " ".join(refusal.messages), is_done=False))
        else:
            cases.append(CaseResult(enrolment, f"Lämnad till {successor}.", is_done=True))
    is_any_done = any(case.is_done for case in cases)
    audit.record_event(
        audit.Action.WRITE, "handover.made", former=former.pk, cases=len(cases), by=by.pk
    )
    return Result(batch if is_any_done else None, cases)


@transaction.atomic
def hand_over(
    enrolment: Enrolment,
    *,
    by: Staff,
    former: Staff,
    successor: Staff,
    batch: UUID,
    at: datetime,
    today: date,
) -> CaseHandover:
    """Let the successor be responsible from today, with the methods of the former worker.

    The former worker reads for as many days as the delprojekt says, but no protected case. Raises
    ValidationError for a case that was closed or moved meanwhile.
    """
    assignment = _check_movable(enrolment, by=by, former=former)
    if not enrolment.is_protected and enrolment.delprojekt.reading_days:
        last_day = today + timedelta(days=enrolment.delprojekt.reading_days)
        handed_over = ReadAccess.Reason.HANDED_OVER
        assignments_actions.let_read(
            enrolment, by=by, staff=former, reason=handed_over, first_day=today, last_day=last_day
        )
    methods = methods_actions.pass_on(enrolment, by=by, former=former, successor=successor)
    handover = CaseHandover(
        batch=batch,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        former=former,
        successor=successor,
        former_assignment=assignment,
        methods=methods,
        handed_over_at=at,
        handed_over_by=by,
    )
    assignments = Assignment.objects.visible_to(by).active(today)
    if not assignments.filter(enrolment=enrolment, staff=successor, ended_on=None).exists():
        handover.new_assignment = assignments_actions.add(
            enrolment, by=by, staff=successor, started_on=today
        )
    store(handover)
    assignments_actions.end(assignment, by=by, last_day=today - timedelta(days=1))
    audit.record_event(audit.Action.WRITE, "case.handed_over", enrolment.participant_id, by=by.pk)
    return handover


def _check_movable(enrolment: Enrolment, *, by: Staff, former: Staff) -> Assignment:
    """Lock the case and return the open assignment of the former worker. Raises ValidationError."""
    locked = Enrolment.objects.visible_to(by).select_for_update(no_key=True)
    current = locked.filter(pk=enrolment.pk).first()
    if current is None or not can_assign_staff(by, current):
        raise ValidationError(NOT_SEEN)
    if current.ended_on is not None:
        raise ValidationError(
            f"Inskrivningen avslutades {current.ended_on:%Y-%m-%d} och lämnades inte över."
        )
    open_rows = Assignment.objects.visible_to(by).filter(enrolment=enrolment, ended_on=None)
    rows = list(open_rows.select_related("staff", "enrolment").order_by("started_on", "pk"))
    for row in rows:
        if row.staff_id == former.pk:
            return row
    names = ", ".join(str(row.staff) for row in rows) or "ingen"
    raise ValidationError(f"{former} ansvarar inte längre för deltagaren. Ansvarig: {names}.")


def undo_many(handovers: Sequence[CaseHandover], *, by: Staff, at: datetime) -> Result:
    """Move each case back by itself: one that has changed since says so."""
    cases = []
    for handover in handovers:
        try:
            undo(handover, by=by, at=at)
        except ValidationError as refusal:
            cases.append(CaseResult(handover.enrolment, " ".join(refusal.messages), is_done=False))
        else:
            text = f"Tillbaka hos {handover.former}."
            cases.append(CaseResult(handover.enrolment, text, is_done=True))
    audit.record_event(audit.Action.WRITE, "handover.taken_back", cases=len(cases), by=by.pk)
    return Result(None, cases)


@transaction.atomic
def undo(handover: CaseHandover, *, by: Staff, at: datetime) -> CaseHandover:
    """Give a case back to the former worker within 24 hours. Raises ValidationError."""
    locked = CaseHandover.objects.visible_to(by).select_for_update(no_key=True, of=["self"])
    handover = locked.select_related("enrolment", "former", "successor").get(pk=handover.pk)
    if not can_assign_staff(by, handover.enrolment):
        raise ValidationError(NOT_SEEN)
    if handover.undone_at is not None:
        raise ValidationError(f"Redan ångrad. {handover.former} ansvarar.")
    if at - handover.handed_over_at > UNDO_WITHIN:
        raise ValidationError("Mer än 24 timmar har gått. Lämna över på nytt i stället.")
    new_assignment = handover.new_assignment
    if new_assignment is not None and new_assignment.ended_on is not None:
        raise ValidationError(CHANGED_SINCE)
    assignments_actions.reopen(handover.former_assignment, by=by)
    assignments_actions.stop_reading(handover.enrolment, by=by, staff=handover.former)
    methods_actions.pass_on(
        handover.enrolment,
        by=by,
        former=handover.successor,
        successor=handover.former,
        only=handover.methods,
    )
    handover.undone_at, handover.undone_by, handover.new_assignment = at, by, None
    handover.save(update_fields=["undone_at", "undone_by", "new_assignment"])
    if new_assignment is not None:  # deleted last: the handover has named it until now
        assignments_actions.withdraw(new_assignment, by=by)
    audit.record_event(
        audit.Action.WRITE, "handover.undone", handover.enrolment.participant_id, by=by.pk
    )
    return handover
