"""An uploaded file as a job: what its job keeps, and the files in the job's folder.

The name of the uploaded file is forgotten: it may name somebody. What the file says of people (its
rows, and the values in error messages) is only in the job's folder, at most an hour; the job's row
has numbers.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from interventions.imports.report import ImportResult, RowProblem
from mia.jobs import files
from mia.jobs.enums import JobState
from mia.jobs.models import Job

KIND = "imports"
LIFETIME = timedelta(hours=1)
UPLOAD, OUTCOME, REJECTED = "upload", "outcome.json", "rejected.csv"


@dataclass(frozen=True)
class ImportStep:
    """What an import's job is asked to do. `content` is participants or contacts; a file that is
    not confirmed is only checked.
    """

    content: str
    is_confirmed: bool = False

    @property
    def parameters(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True)
class CheckOutcome:
    """What a check found: every row's status and every problem, or why the file cannot be read."""

    statuses: list[tuple[int, str]]
    problems: list[RowProblem]
    fault: str = ""


def step_of(job: Job) -> ImportStep:
    return ImportStep(**job.parameters)


def is_checked(job: Job) -> bool:
    """Whether the file has been checked and waits for its owner to confirm it."""
    return job.state == JobState.READY and not step_of(job).is_confirmed


def is_imported(job: Job) -> bool:
    return job.state == JobState.READY and step_of(job).is_confirmed


def path_of(job: Job) -> Path:
    return files.path_of(job, UPLOAD)


def rejected_path_of(job: Job) -> Path:
    return files.path_of(job, REJECTED)


def keep_upload(job: Job, upload: UploadedFile) -> None:
    with files.write(job, UPLOAD) as file:
        for chunk in upload.chunks():
            file.write(chunk)


def keep_outcome(job: Job, result: ImportResult) -> None:
    problems = []
    for problem in result.problems:
        problems.append((problem.line, problem.column, problem.value, problem.right))
    content = {"statuses": result.statuses, "problems": problems, "fault": ""}
    _write_outcome(job, content)


def keep_fault(job: Job, fault: str) -> None:
    content = {"statuses": [], "problems": [], "fault": fault}
    _write_outcome(job, content)


def _write_outcome(job: Job, content: Mapping[str, object]) -> None:
    text = json.dumps(content, ensure_ascii=False)
    with files.write(job, OUTCOME) as file:
        file.write(text.encode())


def outcome_of(job: Job) -> CheckOutcome:
    """Empty when nothing was kept."""
    path = files.path_of(job, OUTCOME)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return CheckOutcome([], [])
    content = json.loads(text)
    statuses = [(line, status) for line, status in content["statuses"]]
    problems = [RowProblem(*row) for row in content["problems"]]
    return CheckOutcome(statuses, problems, content["fault"])


def counts_of(result: ImportResult) -> dict[str, int]:
    """The numbers that a job's result has."""
    names = ("rows", "new", "changed", "unchanged", "wrong", "persons")
    return {name: getattr(result, name) for name in names}
