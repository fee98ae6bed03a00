"""Run a job: do its work as the person who owns it, with that person's rights today.

Three short transactions: begin, work, and when the work did not go well, say so. What the handler
writes and the state READY are committed together, so a job has its effect once. An advisory lock
keeps a second worker out while the first, thought dead, still has its transaction.
"""

import contextlib
import errno
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection

from mia import audit
from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.jobs import files, progress
from mia.jobs.enums import JobState
from mia.jobs.handlers import Attempt, JobHandler, JobRefused, handlers
from mia.jobs.models import Job
from mia.jobs.progress import ATTEMPTS, Progress, Stopped
from mia.organisation.staff.models import Staff

logger = logging.getLogger(__name__)
OUR_FAULT = "Något gick fel hos oss. Försök igen, eller kontakta den som sköter systemet."
NO_SPACE = (
    "Filen fick inte plats på disken. Kontakta den som sköter systemet, och försök igen när det är"
    " åtgärdat."
)
NOT_WRITTEN = (
    "Filen gick inte att skriva. Kontakta den som sköter systemet, och försök igen när det är"
    " åtgärdat."
)
INACTIVE = "Kontot är avstängt."
Clock = Callable[[], datetime]


class Busy(Exception):
    """Another worker still has this job; to be tried again."""


class Overtaken(Exception):
    """Another attempt has the job now."""


def run_job(pk: UUID, *, clock: Clock, is_stopping: Callable[[], bool]) -> None:
    """Do the work of a job, or say why not; a finished job is left as it is.

    What this raises is to be tried again: Busy, Stopped, or an error of the handler's that has not
    been tried often enough.
    """
    job = _begin(pk, clock)
    if job is None:
        return
    handler = handlers()[job.kind]
    try:
        _work(job, handler, clock, is_stopping)
    except Overtaken:
        return
    except JobRefused as error:
        _fail(job, str(error), clock)
        if error.event:
            _record_denial(job, error.event)
    except OSError as error:
        logger.exception("the file of a job could not be written")
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        _fail(job, NO_SPACE if is_full else NOT_WRITTEN, clock)
    except Stopped:
        _change(job, state=JobState.WAITING, attempts=job.attempts - 1)
        raise
    except Exception:
        if job.attempts < ATTEMPTS:
            _change(job, state=JobState.WAITING)
            raise
        logger.exception("a job could not be done")
        _fail(job, OUR_FAULT, clock)


def _begin(pk: UUID, clock: Clock) -> Job | None:
    """The job, one attempt further; None when there is nothing to do.

    A job that is WORKING here was left by a worker that has died.
    """
    with identity.acting_as(identity.SYSTEM, source="jobs"):
        job: Job | None = Job.objects.filter(pk=pk).first()
    if job is None:
        return None
    with _acting_as_owner(job):
        _lock(job)
        job.refresh_from_db()
        if job.is_finished:
            return None
        files.clear_attempts(job)
        progress.clear(job)
        if job.attempts >= ATTEMPTS:
            _set(job, state=JobState.FAILED, message=OUR_FAULT, finished_at=clock())
            logger.error("a job was given up: %d workers ended during it", job.attempts)
            return None
        _set(job, state=JobState.WORKING, attempts=job.attempts + 1)
        job.refresh_from_db()
    return job


def _work(job: Job, handler: JobHandler, clock: Clock, is_stopping: Callable[[], bool]) -> None:
    try:
        with unit_of_work(job.owner_id, source=handler.source) as work:
            _lock(job)
            person = Staff.objects.get(pk=job.owner_id)
            if not person.is_active:
                raise JobRefused(INACTIVE)
            attempt = Attempt(person, work, clock(), Progress(job, is_stopping))
            result = handler.perform(job, attempt)
            if not _set(job, state=JobState.READY, result=result, finished_at=clock()):
                raise Overtaken
    finally:
        progress.clear(job)


def _fail(job: Job, message: str, clock: Clock) -> None:
    _change(job, state=JobState.FAILED, message=message, finished_at=clock())


def _record_denial(job: Job, event: str) -> None:
    """In a unit of work of its own: that of the job was rolled back."""
    with unit_of_work(job.owner_id, source=handlers()[job.kind].source):
        audit.record_event(audit.Action.DENIED, event, job=str(job.pk))


def _change(job: Job, **values: object) -> None:
    """In a transaction of its own, unless another attempt has the job now."""
    with _acting_as_owner(job):
        _set(job, **values)


def _set(job: Job, **values: object) -> bool:
    """Whether the job still was as this attempt knows it, and so was changed."""
    same = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts)
    return bool(same.update(**values))


@contextlib.contextmanager
def _acting_as_owner(job: Job) -> Iterator[None]:
    with identity.acting_as(job.owner_id, source=handlers()[job.kind].source):
        yield


def _lock(job: Job) -> None:
    """Have the job to oneself until the transaction ends. Raises Busy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [str(job.pk)])
        is_free = cursor.fetchone()[0]
    if not is_free:
        raise Busy
