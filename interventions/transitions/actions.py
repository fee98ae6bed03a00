"""Writes about transitions."""

from datetime import date
from uuid import UUID

from django.db import transaction

from interventions.transitions.models import Transition
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.days import check_not_before
from participants.enrolments.models import Enrolment


def _check_days(enrolment: Enrolment, transition: Transition) -> None:
    """Raises ValidationError for a day before the enrolment, at its field."""
    days: dict[str, date | None] = {
        "planned_on": transition.planned_on,
        "met_on": transition.met_on,
        "started_on": transition.started_on,
    }
    for field, day in days.items():
        if day is not None:
            check_not_before(enrolment, field, day)


@transaction.atomic
def plan(
    enrolment: Enrolment, *, by: Staff, key: UUID | None = None, **facts: object
) -> Transition:
    """Save a transition, and return it.

    `key` is the form's own key of the row: a form that is sent twice makes one row. Raises
    ValidationError, also when one to the same receiver is planned already.
    """
    transition = Transition(
        enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, registered_by=by, **facts
    )
    _check_days(enrolment, transition)
    if key:
        transition.pk = key
    rows = Transition.objects.visible_in(by, enrolment).filter(registered_by=by)
    transition, is_new = saving.store_once(transition, rows)
    if is_new:
        participant = enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "transition.planned", participant, by=by.pk)
    return transition


@transaction.atomic
def change(transition: Transition, *, by: Staff, version: int, **facts: object) -> Transition:
    """Correct a transition, or say how it went, and return it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(transition, field, value)
    _check_days(transition.enrolment, transition)
    saving.change(transition, *facts, version=version)
    participant = transition.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "transition.changed", participant, by=by.pk)
    return transition
