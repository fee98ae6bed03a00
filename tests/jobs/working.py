"""The worker's part, without a worker."""

from django.utils import timezone

from mia.jobs import run
from mia.jobs.models import Job


def work(job, *, stop=False) -> Job:
    run.run_job(job.pk, clock=timezone.localtime, is_stopping=lambda: stop)
    job.refresh_from_db()
    return job


def work_through() -> None:
    """Run every job that waits."""
    for job in Job.objects.filter(state="waiting"):
        work(job)
