"""Access checks of a plan."""

from uuid import UUID

from django.http import Http404

from interventions.planning.models import Goal, Step
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment


def can_edit_plan(user: Staff, enrolment: Enrolment) -> bool:
    return can_edit_enrolment(user, enrolment)


def get_editable_goal(user: Staff, pk: UUID) -> Goal:
    """Return a goal of a plan that the user may change. Raises Http404, PermissionDenied."""
    rows = Goal.objects.visible_to(user).select_related("enrolment__participant")
    goal: Goal | None = rows.filter(pk=pk).first()
    if goal is None:
        raise Http404
    allow(can_edit_plan(user, goal.enrolment))
    return goal


def get_editable_step(user: Staff, pk: UUID) -> Step:
    """Return a step of a plan that the user may change. Raises Http404, PermissionDenied."""
    rows = Step.objects.visible_to(user).select_related("enrolment__participant")
    step: Step | None = rows.filter(pk=pk).first()
    if step is None:
        raise Http404
    allow(can_edit_plan(user, step.enrolment))
    return step
