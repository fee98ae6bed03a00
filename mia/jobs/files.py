"""The stored files of jobs: uploads, exports, and what a check of an upload has to show.

Each job has a folder of its own, `MEDIA_ROOT/<kind>/<job>/`, readable by the server's user only. A
file is written beside its name, synced and renamed, so that a file with its name is whole. A folder
in which nothing has been written for its kind's lifetime is removed.
"""

import contextlib
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from mia.core.whole_file import write_whole
from mia.jobs.handlers import handlers
from mia.jobs.models import Job

SCRATCH = "scratch"
SCRATCH_LIFETIME = timedelta(hours=24)


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def folder_of(job: Job) -> Path:
    return root() / job.kind / str(job.pk)


def path_of(job: Job, name: str) -> Path:
    return folder_of(job) / name


def open_folder(job: Job) -> Path:
    """The job's folder, made when it is missing."""
    folder = folder_of(job)
    _make_private(root())
    _make_private(folder.parent)
    _make_private(folder)
    return folder


def open_scratch() -> Path:
    """The folder in which workers write temporary files."""
    scratch = root() / SCRATCH
    _make_private(root())
    _make_private(scratch)
    return scratch


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextlib.contextmanager
def write(job: Job, name: str) -> Iterator[BinaryIO]:
    """An empty file, to read and write, that gets its name when the block ends without an error.

    Each attempt writes a file of its own, so that a worker which was thought dead cannot write in
    another's. On an error nothing is left.
    """
    folder = open_folder(job)
    with write_whole(folder / name, beside=folder / f"{name}.{job.attempts}.part") as file:
        yield file


def clear_attempts(job: Job) -> None:
    """Remove what attempts that were cut off have left."""
    for part in folder_of(job).glob("*.part"):
        part.unlink(missing_ok=True)


def remove(job: Job) -> None:
    """Remove the job's folder and everything in it."""
    shutil.rmtree(folder_of(job), ignore_errors=True)


def are_kept(job: Job) -> bool:
    """Whether the job's folder is there and its lifetime is not over."""
    lifetime = handlers()[job.kind].lifetime
    return folder_of(job).is_dir() and not _is_older(folder_of(job), lifetime)


def sweep() -> None:
    """Remove the folders whose lifetime is over, and what killed workers left in the scratch
    folder.
    """
    for kind, handler in handlers().items():
        for folder in (root() / kind).glob("*"):
            if _is_older(folder, handler.lifetime):
                shutil.rmtree(folder, ignore_errors=True)
    for left in (root() / SCRATCH).glob("*"):
        if _is_older(left, SCRATCH_LIFETIME):
            _remove_any(left)


def _is_older(path: Path, lifetime: timedelta) -> bool:
    """Whether nothing has been written there for so long; False when it is gone."""
    try:
        written_at = path.stat().st_mtime
    except FileNotFoundError:
        return False
    return time.time() - written_at > lifetime.total_seconds()


def _remove_any(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
