"""Access checks of requests to take away a second factor."""

from django.shortcuts import get_object_or_404

from mia.organisation.resets.models import FactorReset
from mia.organisation.staff.access import can_change_rights
from mia.organisation.staff.models import Staff


def can_confirm_reset(user: Staff, reset: FactorReset) -> bool:
    """Another administrator than the one who asked, and never the person herself."""
    return can_change_rights(user, reset.staff) and user.pk != reset.requested_by_id


def get_reset(pk: int) -> FactorReset:
    """Return one request with its staff. Raises Http404."""
    return get_object_or_404(FactorReset.objects.select_related("staff", "requested_by"), pk=pk)
