"""How far a job has come: a small file in the job's folder.

The transaction that does the work cannot be seen from outside while it is open, so the number of
rows is not in the database.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mia.jobs import files
from mia.jobs.enums import JobState
from mia.jobs.models import Job

NAME = "progress.json"
PAUSE = 0.5  # seconds between two notes
POLLED = timedelta(minutes=15)  # then the page stops polling: an unattended session is to end
ATTEMPTS = 3


class Stopped(Exception):
    """The worker is to end: the work is left, and begun again by the next one."""


@dataclass
class Progress:
    """Notes the stage and the rows done so far. Raises Stopped when `is_stopping` says so."""

    job: Job
    is_stopping: Callable[[], bool]
    expected: int = 0
    stage: str = ""
    noted_at: float = field(default=-PAUSE)

    def at_row(self, rows: int) -> None:
        self.at_stage(self.stage, rows)

    def at_stage(self, stage: str, rows: int) -> None:
        if self.is_stopping():
            raise Stopped
        now = time.monotonic()
        if stage == self.stage and now - self.noted_at < PAUSE:
            return
        self.noted_at = now
        self.stage = stage
        with contextlib.suppress(OSError):  # a full disk is told by the file that is being made
            self._note(rows)

    def _note(self, rows: int) -> None:
        content = {"stage": self.stage, "rows": rows, "expected": self.expected}
        folder = files.open_folder(self.job)
        beside = folder / f"{NAME}.{self.job.attempts}.part"
        handle = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(content, file)
        beside.replace(folder / NAME)


def clear(job: Job) -> None:
    files.path_of(job, NAME).unlink(missing_ok=True)


@dataclass(frozen=True)
class JobProgress:
    """What a page says of a job that is not finished. `expected` 0: not known how many rows."""

    stage: str = ""
    rows: int = 0
    expected: int = 0
    attempt: int = 1
    is_waiting: bool = False
    is_polled: bool = False

    @property
    def is_again(self) -> bool:
        """Whether it was begun before, by a worker that ended or an attempt that went wrong."""
        return self.attempt > 1

    @property
    def most(self) -> int:
        return ATTEMPTS


def progress_of(job: Job, *, now: datetime) -> JobProgress:
    """How far the job has come; for a finished job, nothing to poll for."""
    if job.is_finished:
        return JobProgress()
    stage, rows, expected = _read(job)
    is_waiting = job.state == JobState.WAITING
    return JobProgress(
        stage=stage,
        rows=rows,
        expected=max(rows, expected) if expected else 0,
        attempt=job.attempts + 1 if is_waiting else job.attempts,
        is_waiting=is_waiting,
        is_polled=now - job.created_at < POLLED,
    )


def _read(job: Job) -> tuple[str, int, int]:
    try:
        note = json.loads(files.path_of(job, NAME).read_text())
        return str(note["stage"]), int(note["rows"]), int(note["expected"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", 0, 0
