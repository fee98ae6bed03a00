"""Writes about plans: goals, steps and reviews."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.planning.models import Goal, PlanReview, Step
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.days import check_not_before
from participants.enrolments.models import Enrolment

NOT_OF_THIS_CASE = "Målet hör inte till den här planen."


@transaction.atomic
def add_goal(enrolment: Enrolment, *, by: Staff, key: UUID, text: str, started_on: date) -> Goal:
    """Save a goal in the participant's words, and return it. Raises ValidationError."""
    goal = Goal(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        text=text,
        started_on=started_on,
        registered_by=by,
    )
    rows = Goal.objects.visible_in(by, enrolment).filter(registered_by=by)
    goal, is_new = saving.store_once(goal, rows)
    if is_new:
        audit.record_event(audit.Action.WRITE, "goal.added", enrolment.participant_id, by=by.pk)
    return goal


@transaction.atomic
def change_goal(goal: Goal, *, by: Staff, version: int, **facts: object) -> Goal:
    """Correct a goal, or end it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(goal, field, value)
    saving.change(goal, *facts, version=version)
    participant = goal.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "goal.changed", participant, by=by.pk)
    return goal


def _check_goal(goal: Goal | None, enrolment: Enrolment) -> None:
    """Raises ValidationError for a goal of another plan."""
    if goal is not None and goal.enrolment_id != enrolment.pk:
        raise ValidationError({"goal": NOT_OF_THIS_CASE})


@transaction.atomic
def add_step(enrolment: Enrolment, *, by: Staff, key: UUID, **facts: object) -> Step:
    """Save a step, and return it. Raises ValidationError."""
    step = Step(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        registered_by=by,
        **facts,
    )
    _check_goal(step.goal, enrolment)
    rows = Step.objects.visible_in(by, enrolment).filter(registered_by=by)
    step, is_new = saving.store_once(step, rows)
    if is_new:
        audit.record_event(audit.Action.WRITE, "step.added", enrolment.participant_id, by=by.pk)
    return step


@transaction.atomic
def change_step(step: Step, *, by: Staff, version: int, **facts: object) -> Step:
    """Correct a step, or say that it is done. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(step, field, value)
    _check_goal(step.goal, step.enrolment)
    if step.due_on is not None and step.snoozed_until is not None:
        step.snoozed_until = max(step.snoozed_until, step.due_on)
    saving.change(step, *facts, "snoozed_until", version=version)
    participant = step.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "step.changed", participant, by=by.pk)
    return step


@transaction.atomic
def finish_step(step: Step, *, by: Staff, done_on: date) -> Step:
    """Say that a step is done. Done twice, it is done on the first day."""
    if step.done_on is None:
        step.done_on = done_on
        saving.change(step, "done_on", version=step.version)
        participant = step.enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "step.finished", participant, by=by.pk)
    return step


@transaction.atomic
def snooze_step(step: Step, *, by: Staff, until: date) -> Step:
    """Ask for a step again on a later day; its last day stays."""
    step.snoozed_until = until
    saving.change(step, "snoozed_until", version=step.version)
    participant = step.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "step.snoozed", participant, by=by.pk)
    return step


@transaction.atomic
def review(enrolment: Enrolment, *, by: Staff, key: UUID, **facts: object) -> PlanReview:
    """Save that the plan was made or reviewed, or why not, and return it.

    Raises ValidationError, at `reviewed_on` for a day before the enrolment.
    """
    row = PlanReview(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        registered_by=by,
        **facts,
    )
    check_not_before(enrolment, "reviewed_on", row.reviewed_on)
    rows = PlanReview.objects.visible_in(by, enrolment).filter(registered_by=by)
    row, is_new = saving.store_once(row, rows)
    if is_new:
        audit.record_event(audit.Action.WRITE, "plan.reviewed", enrolment.participant_id, by=by.pk)
    return row
