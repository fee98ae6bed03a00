"""The page's work on a file: check it, then import it. Small files at once; larger ones in a thread
of their own.
"""

import contextlib
import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from interventions.imports import actions, contacts, lookups, participants, rejects, upload_store
from interventions.imports.report import Result
from interventions.imports.upload_store import Job
from mia import audit
from mia.access.identity import UnitOfWork
from mia.access.unit_of_work import unit_of_work
from mia.core.tabular import FileError, open_table
from mia.organisation.staff.models import Staff

logger = logging.getLogger(__name__)
AT_ONCE = 500_000  # bytes: about 3,000 participants or 6,000 contacts, some seconds
OUR_FAULT = "Något gick fel hos oss. Ingenting lästes in. Försök igen, eller kontakta den som sköter systemet."


@dataclass(frozen=True)
class Request:
    """Who asks, from where."""

    user: Staff
    work: UnitOfWork
    ip: str | None


def begin(job: Job, asked: Request, *, dry_run: bool) -> None:
    """Check or import the job's file; afterwards, or meanwhile, its state says how it goes.

    Does nothing when somebody else is at it, or has been since the job was read (a second press).
    """
    lock = contextlib.ExitStack()
    if not lock.enter_context(job.working()) or not job.is_still(job.state.stage):
        lock.close()
        return
    job.progress("Förbereder", 0)
    if job.file.stat().st_size <= AT_ONCE:
        with lock:
            _do(job, asked.user, asked.work, dry_run=dry_run)
    else:
        name = f"import-{job.key}"
        threading.Thread(
            target=_alone, args=(job, asked, dry_run, lock), name=name, daemon=True
        ).start()


def _alone(job: Job, asked: Request, dry_run: bool, lock: contextlib.ExitStack) -> None:
    """In a thread: a unit of work of its own, as the same user, whose rights are read again."""
    with lock:
        try:
            with unit_of_work(asked.user.pk, source="las-in", ip=asked.ip) as work:
                _do(job, Staff.objects.get(pk=asked.user.pk), work, dry_run=dry_run)
        except Exception:
            logger.exception("an import could not be finished")
            job.save(upload_store.FAILED, message=OUR_FAULT)
        finally:
            connection.close()


def _do(job: Job, user: Staff, work: UnitOfWork, *, dry_run: bool) -> None:
    try:
        result = actions.KINDS[job.state.kind](
            job.file,
            by=user,
            work=work,
            dry_run=dry_run,
            reject=None if dry_run else job.rejected,
            progress=job.progress,
        )
    except FileError as error:
        job.save(upload_store.FAILED, message=str(error))
        return
    if dry_run:
        job.keep(result)
        job.save(upload_store.CHECKED, counts=_counts(result))
    else:
        transaction.on_commit(lambda: _imported(job, result))


def _imported(job: Job, result: Result) -> None:
    job.save(upload_store.IMPORTED, counts=_counts(result))
    job.file.unlink(missing_ok=True)


def _counts(result: Result) -> dict[str, int]:
    names = ("rows", "new", "changed", "unchanged", "wrong", "persons")
    return {name: getattr(result, name) for name in names}


def rejected(job: Job) -> Path:
    """The file of rejected rows: made by the import, or from the check's problems."""
    if job.state.stage == upload_store.CHECKED:
        codes = lookups.codes()
        columns = (
            participants.columns(codes) if job.state.kind == "participants" else contacts.COLUMNS
        )
        table = open_table(job.file, {column.name for column in columns})
        rejects.write(table, job.rejected, job.outcome()[1])
    audit.record_event(
        audit.Action.EXPORT, f"{job.state.kind}.rejected_fetched", count=job.state.counts["wrong"]
    )
    return job.rejected
