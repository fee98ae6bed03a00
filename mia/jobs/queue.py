"""Start jobs: the row and its place in the queue come to be in the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from mia.access.saving import KeyTaken, store
from mia.core.uuid7 import uuid7
from mia.jobs.enums import JobState
from mia.jobs.models import Job
from mia.organisation.staff.models import Staff

TASK = "run_job"  # the name of the task in mia/jobs/tasks.py


def start(
    kind: str,
    parameters: Mapping[str, object],
    *,
    owner: Staff,
    at: datetime,
    key: UUID | None = None,
) -> tuple[Job, bool]:
    """The job, and whether it is new. `key` is the form's: sent twice, it starts one job."""
    job = Job(pk=key or uuid7(), kind=kind, parameters=dict(parameters), owner=owner, created_at=at)
    try:
        store(job)
    except KeyTaken:
        existing = _same_form(job)
        if existing is not None:
            return existing, False
        job.pk = uuid7()  # the form of a page that was gone back to, with another choice
        store(job)
    _defer(job)
    return job, True


def _same_form(job: Job) -> Job | None:
    """The job that the same form started a moment ago, if it asked for the same."""
    existing: Job | None = Job.objects.visible_to(job.owner).filter(pk=job.pk).first()
    if existing is None:
        return None
    is_same = (existing.kind, existing.parameters) == (job.kind, job.parameters)
    return existing if is_same else None


def start_next_step(job: Job, parameters: Mapping[str, object], *, at: datetime) -> bool:
    """Run a finished job again, with other parameters; False when somebody did so before."""
    same = Job.objects.filter(pk=job.pk, state=JobState.READY, parameters=job.parameters)
    is_first = same.update(
        parameters=dict(parameters),
        created_at=at,
        state=JobState.WAITING,
        attempts=0,
        result={},
        finished_at=None,
        fetched_at=None,
    )
    if is_first:
        _defer(job)
    return bool(is_first)


def _defer(job: Job) -> None:
    app.configure_task(TASK).defer(job=str(job.pk))
