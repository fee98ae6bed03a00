"""Writes about methods given."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.methods.models import MethodWork, Phase, PhaseChange
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.days import check_within
from participants.enrolments.models import Enrolment


@transaction.atomic
def give(
    enrolment: Enrolment,
    *,
    by: Staff,
    method: str,
    staff: Staff | None,
    started_on: date,
    key: UUID | None = None,
) -> MethodWork:
    """Give a method from a day, beside those already given, and return it.

    `key` is the form's own key of the row: a form that is sent twice makes one row. Raises
    ValidationError, also when the method runs already.
    """
    check_within(enrolment, "started_on", started_on)
    work = MethodWork(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        method=method,
        staff=staff,
        started_on=started_on,
    )
    if key:
        work.pk = key
    work, is_new = saving.store_once(work, MethodWork.objects.visible_in(by, enrolment))
    if is_new:
        audit.record_event(audit.Action.WRITE, "method.given", enrolment.participant_id, by=by.pk)
    return work


@transaction.atomic
def give_accepted(enrolment: Enrolment, details: Mapping[str, Any], *, by: Staff) -> None:
    """Give the methods that an enrolment waited with, for as long as the enrolment, except those
    that it has.

    Raises ValidationError.
    """
    staff_key: int | None = details.get("staff")
    staff = Staff.objects.filter(pk=staff_key or 0).first()
    rows = MethodWork.objects.visible_to(by).filter(enrolment=enrolment)
    given = set(rows.values_list("method", flat=True))
    methods = details.get("methods") or []
    audit.record_event(audit.Action.WRITE, "methods.accepted", enrolment.participant_id)
    for method in methods:
        if method in given:
            continue
        work = give(
            enrolment,
            by=by,
            method=method,
            staff=staff,
            started_on=enrolment.started_on,
        )
        if enrolment.ended_on is not None:
            end(work, by=by, last_day=enrolment.ended_on)


@transaction.atomic
def end(work: MethodWork, *, by: Staff, last_day: date) -> MethodWork:
    """End a method after its last day, or move that day, and return it.

    Raises ValidationError for a day outside the enrolment, before the method's start, or into the
    next time the same method was given.
    """
    check_within(work.enrolment, "ended_on", last_day)
    work.ended_on = last_day
    saving.update(work, "ended_on")
    audit.record_event(audit.Action.WRITE, "method.ended", work.enrolment.participant_id, by=by.pk)
    return work


@transaction.atomic
def pass_on(
    enrolment: Enrolment,
    *,
    by: Staff,
    former: Staff,
    successor: Staff,
    only: Collection[UUID] | None = None,
) -> list[UUID]:
    """Let the successor give the methods that the former worker gives and that have no last day.

    Returns their keys. `only` names those that are meant, for a move back.
    """
    works = MethodWork.objects.visible_to(by).filter(
        enrolment=enrolment, staff=former, ended_on=None
    )
    if only is not None:
        works = works.filter(pk__in=only)
    keys = list(works.order_by("pk").values_list("pk", flat=True))
    if keys:
        MethodWork.objects.visible_to(by).filter(pk__in=keys).update(staff=successor)
        participant = enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "method.passed_on", participant, by=by.pk)
    return keys


@transaction.atomic
def change_phase(
    work: MethodWork, *, by: Staff, phase: Phase, changed_on: date, key: UUID
) -> PhaseChange:
    """Let a method work enter a phase on a day, and return the change; a form sent twice makes one.

    Raises ValidationError for a day outside the method's, for a phase of another method, and for
    the phase that the work is in on that day or enters next.
    """
    change = PhaseChange(
        pk=key,
        work=work,
        enrolment=work.enrolment,
        delprojekt_id=work.delprojekt_id,
        phase=phase,
        changed_on=changed_on,
        registered_by=by,
    )
    rows = PhaseChange.objects.visible_to(by).filter(work=work)
    _check_phase(work, phase, changed_on)
    _check_neighbours(change, list(rows.standing()))
    change, is_new = saving.store_once(change, rows)
    if is_new:
        participant = work.enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "phase.changed", participant, by=by.pk)
    return change


def _check_phase(work: MethodWork, phase: Phase, day: date) -> None:
    """Raises ValidationError for a phase of another method or a day outside the method's."""
    if phase.method != work.method:
        raise ValidationError({"phase": "Välj en fas i metoden."})
    first, last = work.started_on, work.ended_on
    saving.refuse_outside("changed_on", day, what="Metoden", first=first, last=last)


def _check_neighbours(change: PhaseChange, standing: list[PhaseChange]) -> None:
    """Raises ValidationError when the change before or after is to the same phase."""
    earlier = [row for row in standing if row.changed_on < change.changed_on]
    later = [row for row in standing if row.changed_on > change.changed_on]
    for neighbour in (*earlier[-1:], *later[:1]):
        if neighbour.phase_id == change.phase_id:
            message = f"Den fasen gäller redan från {neighbour.changed_on:%Y-%m-%d}."
            raise ValidationError({"phase": message})


@transaction.atomic
def withdraw_phase(change: PhaseChange, *, by: Staff, now: datetime) -> PhaseChange:
    """Withdraw a change of phase that was a mistake, and return it. Twice is once."""
    if change.withdrawn_at is not None:
        return change
    change.withdrawn_at = now
    change.withdrawn_by = by
    saving.update(change, "withdrawn_at", "withdrawn_by")
    participant = change.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "phase.withdrawn", participant, by=by.pk)
    return change
