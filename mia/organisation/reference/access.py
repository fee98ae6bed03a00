"""Access checks of the reference lists."""

from collections.abc import Mapping

from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from mia.organisation.reference.listings import Listing


def get_listing(listings: Mapping[str, Listing], slug: str) -> Listing:
    """Return the list of that slug. Raises Http404."""
    if slug not in listings:
        raise Http404
    return listings[slug]


def get_row(listing: Listing, pk: str) -> Model:
    """Return one row of a list. Raises Http404, also for a key of the wrong kind."""
    try:
        return get_object_or_404(listing.model, pk=pk)
    except ValueError:
        raise Http404 from None
