"""The job of an uploaded file: check it, and once it is confirmed, import it."""

from functools import partial

from django.db import transaction

from interventions.imports import access, actions, engine, uploads
from interventions.imports.report import ImportResult
from mia.core.tabular import FileError
from mia.jobs.handlers import Attempt, JobRefused
from mia.jobs.models import Job
from participants.people import limits

CHANGED = "Du får inte längre läsa in filer."
UNREADABLE = "Filen kunde inte läsas in."
REMOVED = "Filen är borttagen, för den har väntat i mer än en timme. Läs in den igen."


class ImportHandler:
    """Checks or imports the job's file; the result is how many rows were new, changed and so on."""

    kind = uploads.KIND
    lifetime = uploads.LIFETIME
    source = "las-in"

    def perform(self, job: Job, attempt: Attempt) -> dict[str, int]:
        if not access.can_import_files(attempt.person):
            raise JobRefused(CHANGED)
        if not uploads.path_of(job).is_file():
            raise JobRefused(REMOVED)
        try:
            result = _import(job, attempt)
        except engine.TooManyNumbers as error:
            uploads.keep_fault(job, str(error))
            limits.sound_alarm(
                "import.limited",
                by=attempt.person,
                count=error.tried,
            )
            raise JobRefused(UNREADABLE, event="import.limited") from error
        except FileError as error:
            # The sentence may quote the file, so the job's row, which stays, does not have it.
            uploads.keep_fault(job, str(error))
            raise JobRefused(UNREADABLE) from error
        if uploads.step_of(job).is_confirmed:
            upload = uploads.path_of(job)
            transaction.on_commit(partial(upload.unlink, missing_ok=True))
        else:
            uploads.keep_outcome(job, result)
        return uploads.counts_of(result)


def _import(job: Job, attempt: Attempt) -> ImportResult:
    step = uploads.step_of(job)
    return actions.import_file(
        uploads.path_of(job),
        content=step.content,
        by=attempt.person,
        work=attempt.work,
        dry_run=not step.is_confirmed,
        reject=uploads.rejected_path_of(job) if step.is_confirmed else None,
        progress=attempt.progress.at_stage,
    )
