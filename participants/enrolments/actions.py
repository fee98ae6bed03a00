"""Writes about an enrolment: change, förstärkt samarbete, close, reopen."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import change as save_change
from mia.organisation.delprojekt.queries import esf_project_on
from mia.organisation.staff.models import Staff
from participants.enrolments import closing
from participants.enrolments.models import Enrolment

EXIT_FACTS = (
    "ended_on",
    "exit_reason",
    "income_after",
    "income_after_percent",
    "work_after",
    "work_after_percent",
    "study_after_percent",
    "seeking_after",
    "registered_after",
    "ready_for_training",
    "exit_facts_on",
)


@transaction.atomic
def change(enrolment: Enrolment, *, by: Staff, version: int, **facts: Any) -> Enrolment:
    """Correct the facts at start. Raises Conflict, ValidationError.

    A corrected start moves the enrolment to that day's ESF project, unless it stands in another
    one than its former start would give.
    """
    start = facts.get("started_on", enrolment.started_on)
    is_moved = start != enrolment.started_on
    if is_moved and enrolment.project == esf_project_on(enrolment.started_on):
        facts.setdefault("project", esf_project_on(start))
    for field, value in facts.items():
        setattr(enrolment, field, value)
    save_change(enrolment, *facts, version=version)
    audit.record_event(audit.Action.WRITE, "enrolment.changed", enrolment.participant_id, by=by.pk)
    return enrolment


@transaction.atomic
def set_enhanced(
    enrolment: Enrolment,
    *,
    by: Staff,
    version: int,
    enhanced_from: date | None,
    enhanced_to: date | None,
) -> Enrolment:
    """Save the first and the last day of förstärkt samarbete, which need not lie within the
    enrolment (docs/domain.md §1.6). Raises Conflict, ValidationError.
    """
    enrolment.enhanced_from, enrolment.enhanced_to = enhanced_from, enhanced_to
    save_change(enrolment, "enhanced_from", "enhanced_to", version=version)
    participant = enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "enrolment.enhanced_set", participant, by=by.pk)
    return enrolment


@transaction.atomic
def close(
    enrolment: Enrolment,
    *,
    by: Staff,
    version: int,
    today: date,
    ends_too: Collection[str] = (),
    **facts: object,
) -> Enrolment:
    """End the enrolment with the facts of the SUS end record, or correct them.

    `ended_on` is the last day, inclusive; `today` is kept as the day when the end was registered,
    also when it is corrected later; `ends_too` are keys of what ends on the same day
    (participants/enrolments/closing.py). Raises Conflict, ValidationError: then nothing has ended.
    """
    for field in EXIT_FACTS:
        if field in facts:
            setattr(enrolment, field, facts[field])
    enrolment.exit_registered_on = enrolment.exit_registered_on or today
    save_change(enrolment, *EXIT_FACTS, "exit_registered_on", version=version)
    if enrolment.ended_on is not None:
        closing.end_items(enrolment, ends_too, by=by, last_day=enrolment.ended_on)
    audit.record_event(audit.Action.WRITE, "enrolment.closed", enrolment.participant_id, by=by.pk)
    return enrolment


@transaction.atomic
def reopen(enrolment: Enrolment, *, by: Staff, version: int) -> Enrolment:
    """Undo a closing that was wrong: every exit fact goes; the change history keeps them.

    Raises Conflict, and ValidationError for an enrolment that is open.
    """
    if enrolment.is_open:
        raise ValidationError("Inskrivningen är redan öppen.")
    for field in (*EXIT_FACTS, "exit_registered_on"):
        setattr(enrolment, field, None)
    enrolment.income_after, enrolment.income_after_percent = [], {}
    save_change(enrolment, *EXIT_FACTS, "exit_registered_on", version=version)
    audit.record_event(audit.Action.WRITE, "enrolment.reopened", enrolment.participant_id, by=by.pk)
    return enrolment
