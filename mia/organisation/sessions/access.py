"""Access check of a session: everyone ends their own."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from mia.organisation.sessions.models import StaffSession
from mia.organisation.staff.models import Staff


def get_own(user: Staff, pk: UUID) -> StaffSession:
    """Return a session of the user that has not been ended. Raises Http404."""
    return get_object_or_404(StaffSession, pk=pk, staff=user, ended_at=None)
