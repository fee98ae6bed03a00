"""A file that somebody has uploaded, as it lies when it has been checked."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from interventions.imports import uploads
from interventions.imports.report import ImportResult, RowProblem
from tests.factories import JobFactory


def checked_upload(owner) -> UUID:
    """A file that the user has had checked, with an error in it, under MEDIA_ROOT."""
    result = ImportResult(rows=1, problems=[RowProblem(2, "datum", "1", "fel")])
    job = JobFactory(
        kind=uploads.KIND,
        owner=owner,
        parameters=uploads.ImportStep("contacts").parameters,
        state="ready",
        finished_at=timezone.now(),
        result=uploads.counts_of(result),
    )
    uploads.keep_upload(job, SimpleUploadedFile("a.csv", b"datum\n1\n"))
    uploads.keep_outcome(job, result)
    return job.pk
