"""Who may import files, and whose an uploaded file is."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from interventions.imports import uploads
from mia.access.roles import Permission
from mia.jobs import files
from mia.jobs.access import get_own
from mia.jobs.models import Job
from mia.organisation.staff.models import Staff


def can_import_files(user: Staff) -> bool:
    """Import participants and contacts; into which delprojekt: lookups.delprojekt_for."""
    return user.may(Permission.IMPORT)


def require_import(user: Staff) -> None:
    """Raises PermissionDenied."""
    if not can_import_files(user):
        raise PermissionDenied


def get_upload(user: Staff, pk: UUID) -> Job:
    """The job of the user's own file, while it is kept. Raises PermissionDenied, Http404."""
    require_import(user)
    job = get_own(user, uploads.KIND, pk)
    if not files.are_kept(job):
        files.remove(job)
        raise Http404
    return job


def get_checked(user: Staff, pk: UUID) -> Job:
    """As get_upload, for a file that has been checked or imported."""
    job = get_upload(user, pk)
    if not job.result:
        raise Http404
    return job
