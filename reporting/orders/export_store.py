"""The shelf of ordered files: where they are written, lie, and are taken away when their day is
over.

A file is written beside its name, synced and renamed, so that what has the name is whole. How far
the writing has come lies in a small file beside it: the page shows it while the transaction that
makes the file is still open.
"""

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

LASTS = timedelta(hours=24)
PAUSE = 0.5  # seconds between two notes of how far it has come


class Stopped(Exception):
    """The worker is to end: the work is left, and begun again by the next one."""


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"


def path_of(order: UUID, extension: str) -> Path:
    return root() / f"{order}.{extension}"


def open_store() -> Path:
    """The folder, for the server's own user only."""
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    return root()


@contextlib.contextmanager
def finished(order: UUID, extension: str, attempt: int) -> Iterator[BinaryIO]:
    """An empty file, to read and write, that has its name when the block ends well; otherwise
    nothing is left.

    Each attempt writes a file of its own, so that a worker which was thought dead can not write in
    another's.
    """
    target = open_store() / f"{order}.{extension}"
    clear(order)
    try:
        with whole(target, beside=root() / f"{order}.{attempt}.part") as file:
            yield file
    finally:
        _note_of(order).unlink(missing_ok=True)


@contextlib.contextmanager
def whole(target: Path, *, beside: Path) -> Iterator[BinaryIO]:
    """An empty file, to read and write: `beside` while it is written, `target` when all of it is on
    the disk.
    """
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
        _sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """So that a name survives a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear(order: UUID) -> None:
    """Take away what attempts that were cut off have left."""
    for left in root().glob(f"{order}.*.part"):
        left.unlink(missing_ok=True)
    _note_of(order).unlink(missing_ok=True)


def sweep() -> None:
    """Take away what is older than a day: files whose time is over, and what a worker that was
    killed left.
    """
    for left in root().glob("*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > LASTS.total_seconds():
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink()


@dataclass
class Progress:
    """Called with the number of rows written so far. Raises Stopped when `is_stopping` says so."""

    order: UUID
    expected: int
    is_stopping: Callable[[], bool]
    noted: float = -PAUSE

    def __call__(self, rows: int) -> None:
        if self.is_stopping():
            raise Stopped
        if time.monotonic() - self.noted >= PAUSE:
            self.noted = time.monotonic()
            with contextlib.suppress(OSError):  # a full disk is told by the file itself
                self._note(rows)

    def _note(self, rows: int) -> None:
        beside = root() / f"{self.order}.note.part"
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            json.dump({"rows": rows, "expected": self.expected}, file)
        beside.replace(_note_of(self.order))


def progress_of(order: UUID) -> tuple[int, int] | None:
    """Rows written so far, and about how many there will be."""
    try:
        note = json.loads(_note_of(order).read_text())
        return int(note["rows"]), int(note["expected"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note_of(order: UUID) -> Path:
    return root() / f"{order}.json"
