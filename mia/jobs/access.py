"""Access check of jobs."""

from uuid import UUID

from django.http import Http404

from mia.jobs.models import Job
from mia.organisation.staff.models import Staff


def get_own(user: Staff, kind: str, pk: UUID) -> Job:
    """The user's own job of that kind. Raises Http404."""
    job: Job | None = Job.objects.visible_to(user).filter(kind=kind, pk=pk).first()
    if job is None:
        raise Http404
    return job
