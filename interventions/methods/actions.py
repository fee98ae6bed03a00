"""Writes about methods given."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from interventions.methods.models import MethodWork
from mia import audit
from mia.access.saving import refuse, store
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def _check_within(enrolment: Enrolment, field: str, day: date) -> None:
    """A method runs inside the enrolment."""
    if day < enrolment.started_on:
        raise ValidationError(
            {field: f"Inskrivningen började {enrolment.started_on:%Y-%m-%d}. Ange en senare dag."}
        )
    if enrolment.ended_on and day > enrolment.ended_on:
        raise ValidationError(
            {field: f"Inskrivningen slutade {enrolment.ended_on:%Y-%m-%d}. Ange en tidigare dag."}
        )


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
    """Give a method from a day, beside those already given. Raises ValidationError when it already
    runs.

    `key` is the form's own key of the row: sent twice, it makes one row.
    """
    _check_within(enrolment, "started_on", started_on)
    work = MethodWork(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        method=method,
        staff=staff,
        started_on=started_on,
    )
    if key:
        work.pk = key
    try:
        store(work)
    except (ValidationError, IntegrityError):
        same: MethodWork | None = (
            MethodWork.objects.visible_to(by)
            .filter(
                pk=work.pk, enrolment=enrolment, method=method, staff=staff, started_on=started_on
            )
            .first()
        )
        if same is None:
            raise
        return same
    audit.record_event(audit.Action.WRITE, "method.given", enrolment.participant_id, by=by.pk)
    return work


@transaction.atomic
def end(work: MethodWork, *, by: Staff, last_day: date) -> None:
    """End a method after its last day, or move that day. Raises ValidationError for a day outside
    the enrolment, before the method's start, or into the next time the same method was given.
    """
    _check_within(work.enrolment, "ended_on", last_day)
    work.ended_on = last_day
    try:
        with transaction.atomic():
            work.save(update_fields=["ended_on"])
    except IntegrityError as error:
        refuse(work, error)
    audit.record_event(audit.Action.WRITE, "method.ended", work.enrolment.participant_id, by=by.pk)
