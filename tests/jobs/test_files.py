"""The stored files of jobs: whose they are, how they are written, and how long they are kept."""

import os
import shutil
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from mia.core.uuid7 import uuid7
from mia.jobs import files, run, tasks
from mia.jobs.handlers import handlers
from mia.jobs.models import Job


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def age(path, seconds):
    os.utime(path, (time.time() - seconds,) * 2)


@pytest.mark.parametrize(("kind", "hours"), [("imports", 1), ("exports", 24), ("sign_on", 1)])
def test_old_files_go_and_new_ones_stay(kind, hours):
    assert handlers()[kind].lifetime == timedelta(hours=hours)
    old, new = Job(kind=kind), Job(kind=kind)
    for job, seconds in ((old, hours * 3600 + 60), (new, hours * 3600 - 60)):
        with files.write(job, "file") as file:
            file.write(b"namn")
        age(files.folder_of(job), seconds)
    assert (files.are_kept(old), files.are_kept(new)) == (False, True)
    call_command("sweep_files")
    assert not files.folder_of(old).exists()
    assert files.path_of(new, "file").read_bytes() == b"namn"


def test_a_file_is_whole_or_not_there():
    job = Job(kind="exports", attempts=1)

    def break_off():
        with files.write(job, "file") as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert list(files.folder_of(job).iterdir()) == []
    with files.write(job, "file") as file:
        file.write(b"whole")
        assert not files.path_of(job, "file").exists()
    assert [path.name for path in files.folder_of(job).iterdir()] == ["file"]


def test_files_are_read_by_the_server_only():
    job = Job(kind="exports")
    with files.write(job, "file") as file:
        file.write(b"1")
    path = files.path_of(job, "file")
    modes = [place.stat().st_mode & 0o777 for place in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_the_scratch_folder_outlives_a_week_without_jobs():
    """Only what lies in it grows old: a worker that has waited for days writes there at once."""
    scratch = files.open_scratch()
    left, folder = scratch / "left", scratch / "mia-left"
    left.write_text("")
    folder.mkdir()
    for path in (left, folder, scratch, files.root()):
        age(path, 7 * 24 * 3600)
    files.sweep()
    assert (scratch.is_dir(), left.exists(), folder.exists()) == (True, False, False)


def test_a_scratch_folder_that_somebody_removed_is_made_again(monkeypatch):
    shutil.rmtree(files.open_scratch())
    written = []
    monkeypatch.setattr(run, "run_job", lambda *_, **__: written.append(writable_scratch()))
    tasks.run_job.func(SimpleNamespace(should_abort=bool), str(uuid7()))
    assert written == [True]


def writable_scratch():
    (files.root() / files.SCRATCH / "x").write_text("")
    return True
