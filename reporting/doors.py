"""The door to the reports: an export that does not exist is 404, one that the user may not make is 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mia.organisation.models import Staff
from reporting import rules
from reporting.exports import EXPORTS
from reporting.exports.declaration import Export


def get_export(user: Staff, slug: str) -> Export:
    """Raises Http404, PermissionDenied."""
    if not rules.can_see_reports(user):
        raise PermissionDenied
    export = EXPORTS.get(slug)
    if export is None:
        raise Http404
    if not rules.can_make_export(user, export):
        raise PermissionDenied
    return export


def exports_of(user: Staff) -> list[Export]:
    """Raises PermissionDenied for someone who may make none."""
    if not rules.can_see_reports(user):
        raise PermissionDenied
    return [export for export in EXPORTS.values() if rules.can_make_export(user, export)]
