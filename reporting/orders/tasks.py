"""The background jobs: make an ordered file, find jobs whose worker has died, tidy up. Arguments
are keys only.
"""

import asyncio
import logging
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.jobs import Status

from interventions.imports import upload_store
from reporting.orders import export_store
from reporting.orders.run_order import JOB, run_order

logger = logging.getLogger(__name__)
FAILED_JOBS_LAST = 7 * 24  # hours


@app.task(name=JOB, pass_context=True, retry=RetryStrategy(wait=5))
def make_file(context: JobContext, order: str) -> None:
    """Tried again by itself until run_order has had enough; a worker that is to end hands it to the
    next one.
    """
    try:
        run_order(UUID(order), clock=timezone.localtime, is_stopping=context.should_abort)
    except export_store.Stopped:
        raise JobAborted from None


@app.periodic(cron="* * * * * */20")
@app.task(name="rescue", queueing_lock="rescue", priority=1)
async def rescue(timestamp: int) -> None:
    """Files whose worker has been silent for too long are begun again; what comes by the clock
    comes again anyway.
    """
    for job in await app.job_manager.get_stalled_jobs(
        seconds_since_heartbeat=settings.STALLED_SECONDS
    ):
        try:
            if job.task_name == JOB:
                await app.job_manager.retry_job(job)
            else:
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        except ConnectorException:  # another worker has just done it
            logger.warning("a stalled job was left for the next look")


@app.periodic(cron="7 * * * *")
@app.task(name="tidy", queueing_lock="tidy")
async def tidy(timestamp: int) -> None:
    """Files whose day (uploads: hour) is over, and what is left of jobs that went wrong a week ago."""
    await asyncio.to_thread(export_store.sweep)
    await asyncio.to_thread(upload_store.sweep)
    await app.job_manager.delete_old_jobs(
        FAILED_JOBS_LAST, include_failed=True, include_aborted=True
    )
