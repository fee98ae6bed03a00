"""Access checks of placements."""

from uuid import UUID

from django.http import Http404

from interventions.placements.models import HoursStep, Placement, PlacementPlan
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment, can_read_notes
from participants.enrolments.models import Enrolment
from participants.visibility import works_with

RELATED = ("enrolment__participant", "enrolment__delprojekt", "host", "agreement", "branch")


def can_place(user: Staff, enrolment: Enrolment) -> bool:
    """Those who edit the enrolment and read what is confidential about it: a plan is."""
    may_edit = can_edit_enrolment(user, enrolment)
    return may_edit and works_with(user, enrolment, Permission.READ_NOTES)


def get_editable_placement(user: Staff, pk: UUID) -> Placement:
    """Return a placement of a participant the user works with.

    Raises Http404, PermissionDenied.
    """
    placement = _get_visible_placement(user, pk)
    allow(can_place(user, placement.enrolment))
    return placement


def get_planned_placement(user: Staff, pk: UUID) -> Placement:
    """Return a placement whose plan the user reads. Raises Http404, PermissionDenied."""
    placement = _get_visible_placement(user, pk)
    allow(can_read_notes(user, placement.enrolment))
    return placement


def _get_visible_placement(user: Staff, pk: UUID) -> Placement:
    rows = Placement.objects.visible_to(user).select_related(*RELATED)
    placement: Placement | None = rows.filter(pk=pk).first()
    if placement is None:
        raise Http404
    return placement


def get_editable_step(user: Staff, pk: UUID) -> HoursStep:
    """Return a step of such a placement. Raises Http404, PermissionDenied."""
    rows = HoursStep.objects.visible_to(user)
    step: HoursStep | None = (
        rows.select_related("placement__enrolment__participant").filter(pk=pk).first()
    )
    if step is None:
        raise Http404
    allow(can_place(user, step.placement.enrolment))
    return step


def plan_of(user: Staff, placement: Placement) -> PlacementPlan | None:
    """The plan, for those who may read it."""
    plan: PlacementPlan | None = (
        PlacementPlan.objects.visible_to(user).filter(placement=placement).first()
    )
    return plan
