"""Access checks of an assignment."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from participants.assignments.models import Assignment, AssignmentQuerySet
from participants.enrolments.models import Enrolment

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


def get_assignment(user: "Staff", enrolment: Enrolment, pk: UUID) -> Assignment:
    """A responsibility, not yet ended, for an enrolment the user sees. Raises Http404."""
    found: Assignment | None = assignments_of(user, enrolment).filter(pk=pk, ended_on=None).first()
    if found is None:
        raise Http404
    return found


def assignments_of(user: "Staff", enrolment: Enrolment) -> AssignmentQuerySet:
    """Everyone who answers or has answered for it, those who do now first."""
    rows = Assignment.objects.visible_to(user).filter(enrolment=enrolment)
    return rows.select_related("staff", "enrolment").order_by("-ended_on", "started_on", "pk")
