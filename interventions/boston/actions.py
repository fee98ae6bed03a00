"""Writes about the Boston method."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.boston.models import GoalFollowUp, GoalNeed, Readiness, RehabilitationGoal
from interventions.planning import actions as planning
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.days import check_not_before
from participants.enrolments.models import Enrolment


@transaction.atomic
def assess(
    enrolment: Enrolment, *, by: Staff, key: UUID, assessed_on: date, **facts: object
) -> Readiness:
    """Save an assessment of readiness, and return it. Raises ValidationError."""
    check_not_before(enrolment, "assessed_on", assessed_on)
    row = Readiness(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        registered_by=by,
        assessed_on=assessed_on,
        **facts,
    )
    row, is_new = saving.store_once(row, Readiness.objects.visible_to(by).filter(registered_by=by))
    if is_new:
        participant = enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "readiness.assessed", participant, by=by.pk)
    return row


@transaction.atomic
def correct_readiness(row: Readiness, *, by: Staff, version: int, **facts: object) -> Readiness:
    """Correct an assessment, and return it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(row, field, value)
    check_not_before(row.enrolment, "assessed_on", row.assessed_on)
    saving.change(row, *facts, version=version)
    participant = row.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "readiness.corrected", participant, by=by.pk)
    return row


@transaction.atomic
def set_goal(
    enrolment: Enrolment, *, by: Staff, key: UUID, set_on: date, **facts: object
) -> RehabilitationGoal:
    """Save a goal, and return it. Raises ValidationError, also when one is worked towards."""
    check_not_before(enrolment, "set_on", set_on)
    goal = RehabilitationGoal(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        registered_by=by,
        set_on=set_on,
        **facts,
    )
    among = RehabilitationGoal.objects.visible_to(by).filter(registered_by=by)
    goal, is_new = saving.store_once(goal, among)
    if is_new:
        participant = enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "rehabilitation_goal.set", participant, by=by.pk)
    return goal


@transaction.atomic
def change_goal(
    goal: RehabilitationGoal, *, by: Staff, version: int, **facts: object
) -> RehabilitationGoal:
    """Correct a goal or end it, and return it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(goal, field, value)
    check_not_before(goal.enrolment, "set_on", goal.set_on)
    saving.change(goal, *facts, version=version)
    participant = goal.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "rehabilitation_goal.changed", participant, by=by.pk)
    return goal


@transaction.atomic
def add_need(goal: RehabilitationGoal, *, by: Staff, key: UUID, **facts: object) -> GoalNeed:
    """Save a skill or a resource that a goal demands, and return it. Raises ValidationError."""
    need = GoalNeed(
        pk=key,
        enrolment=goal.enrolment,
        delprojekt_id=goal.delprojekt_id,
        rehabilitation_goal=goal,
        registered_by=by,
        **facts,
    )
    need, is_new = saving.store_once(need, GoalNeed.objects.visible_to(by).filter(registered_by=by))
    if is_new:
        participant = goal.enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "goal_need.added", participant, by=by.pk)
    return need


@transaction.atomic
def change_need(need: GoalNeed, *, by: Staff, version: int, **facts: object) -> GoalNeed:
    """Correct a skill or a resource, or say its level now, and return it.

    Raises Conflict, ValidationError.
    """
    for field, value in facts.items():
        setattr(need, field, value)
    saving.change(need, *facts, version=version)
    participant = need.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "goal_need.changed", participant, by=by.pk)
    return need


@transaction.atomic
def plan_need(need: GoalNeed, *, by: Staff, key: UUID, way: str, **step: object) -> GoalNeed:
    """Make a step in the participant's plan that closes the gap, and return the need.

    Raises ValidationError, also when it is planned already by another step.
    """
    if need.step_id not in (None, key):
        raise ValidationError("Det är redan planerat. Ändra steget i planen i stället.")
    need.step = planning.add_step(need.enrolment, by=by, key=key, **step)
    need.way = way
    saving.update(need, "way", "step")
    participant = need.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "goal_need.planned", participant, by=by.pk)
    return need


@transaction.atomic
def follow_up(
    goal: RehabilitationGoal, *, by: Staff, key: UUID, followed_on: date, **facts: object
) -> GoalFollowUp:
    """Save whether a goal that was reached is kept, and return it.

    Raises ValidationError, also for a goal that is not reached and a day before it was.
    """
    if goal.ended_on is None or followed_on < goal.ended_on:
        day = goal.ended_on
        message = f"Målet nåddes {day:%Y-%m-%d}." if day else "Målet är inte nått än."
        raise ValidationError({"followed_on": message})
    row = GoalFollowUp(
        pk=key,
        enrolment=goal.enrolment,
        delprojekt_id=goal.delprojekt_id,
        rehabilitation_goal=goal,
        registered_by=by,
        followed_on=followed_on,
        **facts,
    )
    among = GoalFollowUp.objects.visible_to(by).filter(registered_by=by)
    row, is_new = saving.store_once(row, among)
    if is_new:
        participant = goal.enrolment.participant_id
        audit.record_event(
            audit.Action.WRITE, "rehabilitation_goal.followed_up", participant, by=by.pk
        )
    return row
