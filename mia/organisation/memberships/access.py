"""Access check of one membership."""

from django.shortcuts import get_object_or_404

from mia.organisation.memberships.models import Membership


def get_membership(pk: int) -> Membership:
    """Return one membership with its staff, delprojekt and team. Raises Http404."""
    memberships = Membership.objects.select_related("staff", "delprojekt", "team")
    return get_object_or_404(memberships, pk=pk)
