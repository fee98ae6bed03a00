"""Access check of one membership."""

from django.shortcuts import get_object_or_404

from mia.organisation.memberships.models import Membership


def get_membership(pk: int) -> Membership:
    """Raises Http404."""
    return get_object_or_404(
        Membership.objects.select_related("staff", "delprojekt", "team"), pk=pk
    )
