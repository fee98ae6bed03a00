"""Access checks of emergency openings."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.emergencies import queries
from participants.emergencies.models import EmergencyOpening
from participants.emergencies.queries import ClosedCase


def check_permission(user: Staff, permission: Permission) -> None:
    """Raise PermissionDenied for somebody who has it nowhere."""
    if not user.may(permission):
        raise PermissionDenied


def get_closed_case(user: Staff, enrolment: UUID) -> ClosedCase:
    """Return a protected case that the user may open in an emergency and does not see.

    Raises PermissionDenied, Http404.
    """
    check_permission(user, Permission.OPEN_EMERGENCY)
    cases = queries.closed_cases(enrolment)
    if not cases:
        raise Http404
    return cases[0]


def can_review_opening(user: Staff, opening: EmergencyOpening) -> bool:
    """Those who review in the delprojekt, never the one who opened."""
    may_review = user.may(Permission.REVIEW_EMERGENCY, opening.delprojekt_id)
    return may_review and user.pk != opening.staff_id


def get_opening(user: Staff, pk: UUID) -> EmergencyOpening:
    """Return an opening that the user reviews. Raises PermissionDenied, Http404."""
    check_permission(user, Permission.REVIEW_EMERGENCY)
    opening: EmergencyOpening = get_object_or_404(queries.openings_to_review(user), pk=pk)
    return opening
