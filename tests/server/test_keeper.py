"""The keeper of the background worker: begins it again, and leaves no process behind. A sleeper
plays the worker.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import source

SLEEPER = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
KEEP = (
    "import os, sys; from mia.server import keeper; keeper.PAUSE = 0.2; keeper.GRACE = 1;"
    "keeper.Keeper((sys.executable, '-c', {child!r})).run({parent})"
)
# As the web server: starts the keeper, says its pid, and stays.
SERVE = (
    "import subprocess, sys, time; keeper = subprocess.Popen([sys.executable, '-c', sys.argv[1]],"
    " start_new_session=True); print(keeper.pid, flush=True); time.sleep(60)"
)


def until(what, seconds=30.0):
    """What `what` gives, as soon as it gives something."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
    return found


def children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def is_alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@contextlib.contextmanager
def keeper(child=SLEEPER):
    code = KEEP.format(child=child, parent=os.getpid())
    process = subprocess.Popen([sys.executable, "-c", code], cwd=source.ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_worker_that_was_killed_is_begun_again():
    with keeper() as process:
        (first,) = until(lambda: children(process.pid))
        os.kill(first, signal.SIGKILL)
        (second,) = until(lambda: [pid for pid in children(process.pid) if pid != first])
        assert is_alive(second)
        process.terminate()
        assert process.wait(30) == 0
        assert not is_alive(second)


@pytest.mark.parametrize("child", [SLEEPER, STUBBORN])
def test_asked_to_stop_it_leaves_no_worker(child):
    with keeper(child) as process:
        (worker,) = until(lambda: children(process.pid))
        time.sleep(0.5)  # the stubborn one needs a moment to become so
        process.terminate()
        assert process.wait(30) == 0
        assert not is_alive(worker)


def test_a_keeper_that_was_killed_leaves_no_worker():
    with keeper() as process:
        (worker,) = until(lambda: children(process.pid))
        process.kill()
        until(lambda: not is_alive(worker))


def test_a_server_that_was_killed_leaves_neither():
    code = KEEP.format(child=SLEEPER, parent="os.getppid()")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, code], cwd=source.ROOT, stdout=subprocess.PIPE, text=True
    )
    kept = int(server.stdout.readline())
    (worker,) = until(lambda: children(kept))
    server.kill()
    server.communicate()
    until(lambda: not is_alive(kept))
    until(lambda: not is_alive(worker))


def test_a_keeper_whose_server_is_already_gone_ends_at_once():
    code = KEEP.format(child=SLEEPER, parent=1)
    assert (
        subprocess.run(
            [sys.executable, "-c", code], cwd=source.ROOT, timeout=30, check=False
        ).returncode
        == 0
    )
