"""The doors to the reports: what does not exist, or is somebody else's, is 404; what the user may not make is 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mia.organisation.models import Staff
from reporting import queries, rules
from reporting.exports import EXPORTS
from reporting.exports.declaration import Export
from reporting.models import ReportOrder


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


def get_order(user: Staff, pk: UUID) -> ReportOrder:
    """The user's own order. Raises Http404; PermissionDenied when the right to its file has been lost."""
    order = queries.orders_of(user).filter(pk=pk).first()
    if order is None:
        raise Http404
    if not rules.can_have_file(user, order):
        raise PermissionDenied
    return order
