"""Access checks of exports."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from reporting.exports.declaration import Export
from reporting.exports.registry import EXPORTS


def can_make_export(user: Staff, export: Export) -> bool:
    """Somewhere; where is a matter of the scope (reporting/exports/request.py)."""
    return user.may(export.permission)


def is_of_persons(slug: str) -> bool:
    """Tell whether the export of this name lists persons with their numbers."""
    export = EXPORTS.get(slug)
    return export is not None and export.permission == Permission.EXPORT_PERSONS


def can_see_reports(user: Staff) -> bool:
    """Whether there is an export that the user may make."""
    return bool(_permitted_exports(user))


def _permitted_exports(user: Staff) -> list[Export]:
    return [export for export in EXPORTS.values() if can_make_export(user, export)]


def get_export(user: Staff, slug: str) -> Export:
    """Raises Http404, PermissionDenied."""
    if not can_see_reports(user):
        raise PermissionDenied
    export = EXPORTS.get(slug)
    if export is None:
        raise Http404
    if not can_make_export(user, export):
        raise PermissionDenied
    return export


def exports_of(user: Staff) -> list[Export]:
    """Raises PermissionDenied for someone who may make none."""
    exports = _permitted_exports(user)
    if not exports:
        raise PermissionDenied
    return exports
