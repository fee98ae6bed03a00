"""Writes from files: many participants or contacts at once, and the uploads that they come from.

`by` None is a command, which acts as the system. The access log names every registered person whom
a file was about, also in rows that were refused: a file can ask who is registered.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from interventions.imports import engine, host_file, lookups, rejects, uploads
from interventions.imports.contact_columns import CONTACT_COLUMNS
from interventions.imports.import_request import ImportRequest, Progress
from interventions.imports.participant_columns import participant_columns
from interventions.imports.report import ImportResult
from interventions.imports.uploads import ImportStep
from mia import audit
from mia.access import identity
from mia.access.identity import UnitOfWork
from mia.core.tabular import open_table
from mia.jobs import files, queue
from mia.jobs.models import Job
from mia.organisation.staff.models import Staff


def _as_system(by: Staff | None, work: UnitOfWork) -> AbstractContextManager[None]:
    """Rows are compared with all that is registered; a command is the system already."""
    if by is None:
        return nullcontext()
    return identity.elevated(work)


def _no_progress(stage: str, rows: int) -> None:
    """Nobody waits for it."""


@transaction.atomic
def import_file(
    path: Path,
    *,
    content: str,
    by: Staff | None,
    work: UnitOfWork,
    dry_run: bool = False,
    reject: Path | None = None,
    progress: Progress = _no_progress,
) -> ImportResult:
    """Import a file of `content` (engine.IMPORTS); with `reject`, its wrong rows go there. Raises
    FileError, with nothing written.
    """
    request = ImportRequest(path, by, work.today, dry_run, reject, progress)
    with _as_system(by, work):
        result = engine.IMPORTS[content](request)
    done = "imported" if result.is_written else "checked"
    audit.record_event(
        audit.Action.IMPORT,
        f"{content}.{done}",
        count=result.persons,
        many=result.participants,
        summary=result.summary(),
    )
    return result


@transaction.atomic
def receive(*, upload: UploadedFile, content: str, by: Staff, at: datetime) -> Job:
    """Keep an uploaded file and have it checked."""
    files.sweep()
    job, _ = queue.start(uploads.KIND, ImportStep(content).parameters, owner=by, at=at)
    uploads.keep_upload(job, upload)
    audit.record_event(audit.Action.WRITE, f"{content}.uploaded", job=str(job.pk))
    return job


@transaction.atomic
def confirm(job: Job, *, by: Staff, at: datetime) -> Job:
    """Have a checked file imported; once, however often it is confirmed."""
    step = uploads.step_of(job)
    if step.is_confirmed:
        return job
    confirmed = ImportStep(step.content, is_confirmed=True)
    if queue.start_next_step(job, confirmed.parameters, at=at):
        audit.record_event(
            audit.Action.WRITE, f"{step.content}.confirmed", job=str(job.pk), by=by.pk
        )
    return job


def discard(job: Job, *, by: Staff) -> None:
    """Remove an uploaded file, and what was kept of it."""
    files.remove(job)
    content = uploads.step_of(job).content
    audit.record_event(audit.Action.WRITE, f"{content}.discarded", job=str(job.pk), by=by.pk)


def fetch_rejected(job: Job, *, by: Staff) -> Path:
    """The file of rejected rows: made by the import, or now from the problems of the check."""
    content = uploads.step_of(job).content
    target = uploads.rejected_path_of(job)
    if uploads.is_checked(job):
        table = open_table(uploads.path_of(job), _headings(content))
        rejects.write(table, target, uploads.outcome_of(job).problems)
    audit.record_event(
        audit.Action.EXPORT, f"{content}.rejected_fetched", count=job.result["wrong"], by=by.pk
    )
    return target


def _headings(content: str) -> set[str]:
    columns = CONTACT_COLUMNS
    if content == "participants":
        columns = participant_columns(lookups.valid_codes())
    return {column.name for column in columns}


@transaction.atomic
def export_hosts(*, by: Staff) -> bytes:
    """The register of hosts as a file; nothing in it is about a participant."""
    content = host_file.hosts_csv()
    audit.record_event(audit.Action.EXPORT, "hosts.exported", by=by.pk)
    return content
