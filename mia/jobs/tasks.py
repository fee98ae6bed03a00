"""What workers do: run a job, find jobs whose worker has died, housekeeping.

Arguments are keys only: the tables of the queue have no row-level security.
"""

import logging
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.jobs import Status

from mia.jobs import files, housekeeping, run
from mia.jobs.progress import Stopped
from mia.jobs.queue import TASK

logger = logging.getLogger(__name__)
FAILED_TASKS_LAST = 7 * 24  # hours


@app.task(name=TASK, pass_context=True, retry=RetryStrategy(wait=5))
def run_job(context: JobContext, job: str) -> None:
    """Tried again until mia.jobs.run gives it up; a worker that is to end leaves it to the next.

    The folder of temporary files is made again if somebody has cleared the files.
    """
    files.open_scratch()
    try:
        run.run_job(UUID(job), clock=timezone.localtime, is_stopping=context.should_abort)
    except Stopped:
        raise JobAborted from None


@app.periodic(cron="* * * * * */20")
@app.task(name="rescue", queueing_lock="rescue", priority=1)
async def rescue(timestamp: int) -> None:
    """Run the jobs again whose worker has been silent for too long.

    Periodic tasks are not run again: the clock starts the next one.
    """
    stalled = await app.job_manager.get_stalled_jobs(
        seconds_since_heartbeat=settings.STALLED_SECONDS
    )
    for task in stalled:
        try:
            if task.task_name == TASK:
                await app.job_manager.retry_job(task)
            else:
                await app.job_manager.finish_job(task, Status.FAILED, delete_job=True)
        except ConnectorException:  # another worker has just done it
            logger.warning("a stalled job was left for the next look")


@app.periodic(cron="* * * * *")
@app.task(name="housekeeping", queueing_lock="housekeeping", priority=-1)
def run_housekeeping(timestamp: int) -> None:
    """Do what is due, after the jobs that people wait for."""
    housekeeping.run_due(timezone.localtime)


@app.periodic(cron="7 * * * *")
@app.task(name="tidy", queueing_lock="tidy")
async def tidy(timestamp: int) -> None:
    """Remove tasks that went wrong a week ago."""
    await app.job_manager.delete_old_jobs(
        FAILED_TASKS_LAST, include_failed=True, include_aborted=True
    )
