"""Who decides about enrolments that wait."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.waiting.models import WaitingEnrolment


def can_decide_protected(user: Staff) -> bool:
    return user.may(Permission.DECIDE_PROTECTED)


def waiting_for(user: Staff) -> QuerySet[WaitingEnrolment]:
    """Return those that wait for the user, the oldest first. Raises PermissionDenied."""
    if not can_decide_protected(user):
        raise PermissionDenied
    rows: QuerySet[WaitingEnrolment] = WaitingEnrolment.objects.visible_to(user).undecided()
    return rows.select_related("delprojekt", "registered_by").order_by("registered_at", "pk")


def get_waiting(user: Staff, pk: UUID) -> WaitingEnrolment:
    """Raises PermissionDenied, Http404."""
    return get_object_or_404(waiting_for(user), pk=pk)
