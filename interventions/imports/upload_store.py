"""Files between preview and confirmation: a folder each, under a random name, for one user and at
most an hour.

The name of the uploaded file is forgotten (it may name somebody). State is a small JSON file, so
that any process of the web server can show it; the one who works holds a lock that the operating
system lets go if the process dies.
"""

import contextlib
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from interventions.imports.report import Problem, Result

LASTS = 3600  # seconds
WAITING, WORKING, CHECKED, IMPORTED, FAILED = "waiting", "working", "checked", "imported", "failed"
BROKEN_OFF = "Läsningen avbröts. Läs in filen igen: det som redan finns ändras inte."


@dataclass
class State:
    owner: int
    kind: str
    stage: str = WAITING
    doing: str = ""
    rows: int = 0
    message: str = ""
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class Job:
    key: UUID
    state: State

    @property
    def folder(self) -> Path:
        return root() / str(self.key)

    @property
    def file(self) -> Path:
        return self.folder / "file"

    @property
    def rejected(self) -> Path:
        return self.folder / "rejected.csv"

    def save(self, stage: str, **values: Any) -> None:
        self.state.stage = stage
        for name, value in values.items():
            setattr(self.state, name, value)
        _write(self.folder / "state.json", asdict(self.state))

    def progress(self, doing: str, rows: int) -> None:
        self.save(WORKING, doing=doing, rows=rows)

    def keep(self, result: Result) -> None:
        """The outcome of every row, and every problem."""
        problems = [(p.line, p.column, p.value, p.right) for p in result.problems]
        _write(self.folder / "outcome.json", {"statuses": result.statuses, "problems": problems})

    def outcome(self) -> tuple[list[tuple[int, str]], list[Problem]]:
        kept = json.loads((self.folder / "outcome.json").read_text())
        return [(line, status) for line, status in kept["statuses"]], [
            Problem(*row) for row in kept["problems"]
        ]

    @contextlib.contextmanager
    def working(self) -> Iterator[bool]:
        """Hold the lock of the one who works; False when another process does."""
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    def is_still(self, stage: str) -> bool:
        found = _read(self.folder)
        return found is not None and found.stage == stage

    def notice_if_broken_off(self) -> None:
        """Nobody works although the state says so: the process has died."""
        if self.state.stage == WORKING:
            with self.working() as free:
                if free and (found := _read(self.folder)) is not None:
                    self.state = found
                    if self.state.stage == WORKING:
                        self.save(FAILED, message=BROKEN_OFF)

    def drop(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def receive(upload: UploadedFile, *, owner: int, kind: str) -> Job:
    """Keep an uploaded file; readable by the server only."""
    sweep()
    job = Job(uuid4(), State(owner, kind))
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    job.folder.mkdir(mode=0o700)
    with os.fdopen(os.open(job.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    job.save(WAITING)
    return job


def find(key: UUID, *, owner: int) -> Job | None:
    """The user's own job, or nothing."""
    sweep()
    state = _read(root() / str(key))
    if state is None or state.owner != owner:
        return None
    job = Job(key, state)
    job.notice_if_broken_off()
    return job


def sweep() -> None:
    """Take away what is older than an hour, unless somebody works on it (work touches the folder)."""
    for folder in root().glob("*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > LASTS:
                shutil.rmtree(folder, ignore_errors=True)


def _read(folder: Path) -> State | None:
    try:
        return State(**json.loads((folder / "state.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, content: dict[str, Any]) -> None:
    beside = path.with_suffix(f".{os.getpid()}.{time.monotonic_ns()}")
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(content, file, ensure_ascii=False)
    beside.replace(path)
