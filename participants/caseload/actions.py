"""Writes about saved views: save one, rename it, remove it."""

from collections.abc import Mapping

from django.db import transaction

from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.caseload.models import MOST_VIEWS, SavedView
from participants.caseload.queries import saved_views


@transaction.atomic
def save_view(*, by: Staff, name: str, filters: Mapping[str, str]) -> SavedView:
    """Save the filters on the first free place, and return the view. Raises ValidationError for a
    name that is taken, and when there are as many as there may be.
    """
    taken = {view.position for view in saved_views(by)}
    free = [place for place in range(1, MOST_VIEWS + 1) if place not in taken]
    position = free[0] if free else MOST_VIEWS + 1
    view = SavedView(staff=by, name=name, filters=dict(filters), position=position)
    saving.store(view)
    audit.record_event(audit.Action.WRITE, "view.saved", by=by.pk)
    return view


@transaction.atomic
def rename_view(view: SavedView, *, by: Staff, name: str) -> SavedView:
    """Raises ValidationError for a name that is taken."""
    view.name = name
    saving.update(view, "name")
    audit.record_event(audit.Action.WRITE, "view.renamed", by=by.pk)
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: Staff) -> SavedView:
    view.delete()
    audit.record_event(audit.Action.WRITE, "view.removed", by=by.pk)
    return view
