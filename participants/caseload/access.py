"""Saved views are each user's own."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from mia.organisation.staff.models import Staff
from participants.caseload.models import SavedView


def get_own_view(user: Staff, pk: UUID) -> SavedView:
    """Raises Http404."""
    return get_object_or_404(SavedView, pk=pk, staff=user)
