"""Access checks of an assignment."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedPeriodQuerySet


def get_assignment(user: Staff, enrolment: Enrolment, pk: UUID) -> Assignment:
    """Return an assignment without an end, of an enrolment the user sees. Raises Http404."""
    assignments = assignments_of(user, enrolment)
    assignment: Assignment = get_object_or_404(assignments, pk=pk, ended_on=None)
    return assignment


def assignments_of(user: Staff, enrolment: Enrolment) -> ScopedPeriodQuerySet:
    """Return all who are or have been assigned to the enrolment, those without an end first."""
    assignments = Assignment.objects.visible_in(user, enrolment)
    ordered = assignments.order_by("-ended_on", "started_on", "pk")
    return ordered.select_related("staff", "enrolment")
