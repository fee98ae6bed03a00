"""The job of a disposal: one block of it, as the person who confirmed it."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from mia.access import deadline
from mia.core.blocks import blocks
from mia.jobs.handlers import Attempt, JobRefused
from mia.jobs.models import Job
from reporting.retention import access, actions, queries

AT_A_TIME = 100  # persons in one call: between them the progress is noted
SECONDS = 600
STAGE = "Gallrar"


class DisposalHandler:
    """Disposes of what is left of the job's block; the result is how many that was.

    Everything of a block is one transaction. A job that is cut off leaves nothing half done, and
    the next attempt begins with what is not done.
    """

    kind = actions.KIND
    lifetime = timedelta(hours=1)
    source = "gallring"

    def perform(self, job: Job, attempt: Attempt) -> dict[str, int]:
        if not access.can_dispose(attempt.person):
            raise JobRefused(actions.NOT_ALLOWED, event="disposal.refused")
        deadline.allow(SECONDS)
        disposal = UUID(job.parameters["disposal"])
        subjects = queries.subjects_left(disposal, job.parameters["block"])
        attempt.progress.expected = len(subjects)
        done = 0
        for some in blocks(subjects, AT_A_TIME):
            attempt.progress.at_stage(STAGE, done)
            actions.carry_out(disposal, some, by=attempt.person, seal_key=settings.AUDIT_SEAL_KEY)
            done += len(some)
        return {"subjects": done}
