"""The door to the administration: those without the right are refused (403) before anything is looked for (404)."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from mia.organisation import rules
from mia.organisation.listings import Listing
from mia.organisation.models import Membership, Staff


def administrator(user: object) -> Staff:
    """The user, if an administrator. Raises PermissionDenied."""
    if not isinstance(user, Staff) or not rules.can_administer(user):
        raise PermissionDenied
    return user


def get_staff(pk: int) -> Staff:
    """Raises Http404."""
    return get_object_or_404(Staff, pk=pk)


def get_membership(pk: int) -> Membership:
    """Raises Http404."""
    return get_object_or_404(Membership.objects.select_related("staff", "delprojekt", "team"), pk=pk)


def get_listing(listings: Mapping[str, Listing], slug: str) -> Listing:
    """Raises Http404."""
    if slug not in listings:
        raise Http404
    return listings[slug]


def get_row(listing: Listing, pk: str) -> Model:
    """Raises Http404, for a key that cannot be one too."""
    try:
        return get_object_or_404(listing.model, pk=pk)
    except ValueError:
        raise Http404 from None
