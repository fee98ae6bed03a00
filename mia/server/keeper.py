"""Keeps the background worker and the embedded database running beside `make run`'s web server;
knows nothing of Django.

    # A process of its own, so that the server's reaping of children is not disturbed
    process = keeper.start()
    keeper.stop(process)

The keeper begins the worker again a moment after it has ended, whatever ended it, and starts a
database that was killed. Keeper and worker ask the kernel to be ended with their parent, so that a
kill -9 of the server leaves neither.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

from mia.server import EmbeddedError, embedded

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = (sys.executable, str(ROOT / "manage.py"), "worker")
PR_SET_PDEATHSIG = 1  # prctl(2)
PAUSE = 2.0  # seconds before it is begun again
LONGEST_PAUSE = 30.0  # when it ends at once, time after time
GRACE = 5  # seconds to end in good order
LOOK = 1.0  # seconds between two looks at the database


def start() -> "subprocess.Popen[bytes]":
    """Start the keeper and return its process.

    In a session of its own: Ctrl-C reaches the server only, which then stops the keeper once.
    """
    environment = {name: value for name, value in os.environ.items() if name != "MIA_DB_ROLE"}
    command = [sys.executable, "-m", "mia.server.keeper", str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, env=environment, start_new_session=True
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(GRACE + 1)
    except subprocess.TimeoutExpired:
        process.kill()


def end_with(parent: int) -> None:
    """Be sent SIGTERM when the parent ends, also if it already has."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def revive_database() -> None:
    """Start the embedded database again if it has died; one behind DATABASE_URL is not ours."""
    if os.environ.get("DATABASE_URL"):
        return
    try:
        if embedded.revive(embedded.data_dir()):
            print("The database had ended and was started again.", file=sys.stderr, flush=True)
    except (EmbeddedError, OSError) as error:
        print(f"The database could not be started again: {error}", file=sys.stderr, flush=True)


def nothing() -> None:
    """The `look` of a keeper that has nothing but its worker to look after."""


class Keeper:
    """One worker at a time, until a signal says that it is enough; `look` is done meanwhile."""

    def __init__(
        self,
        command: tuple[str, ...] = COMMAND,
        look: Callable[[], None] = nothing,
    ) -> None:
        self.command = command
        self.look = look
        self.child: subprocess.Popen[bytes] | None = None
        self.is_stopping = False

    def run(self, parent: int) -> None:
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(signum, self._end)
        signal.signal(signal.SIGALRM, self._kill)
        end_with(parent)
        pause = PAUSE
        while not self.is_stopping:
            began = time.monotonic()
            self._work()
            has_worked = time.monotonic() - began > LONGEST_PAUSE
            pause = PAUSE if has_worked else min(2 * pause, LONGEST_PAUSE)
            self._rest(pause)

    def _work(self) -> None:
        own = os.getpid()
        self.child = subprocess.Popen(  # noqa: S603 - our own program
            self.command, cwd=ROOT, preexec_fn=partial(end_with, own)
        )
        if self.is_stopping:  # asked in the moment before there was a child
            self.child.terminate()
        while True:
            try:
                self.child.wait(LOOK)
            except subprocess.TimeoutExpired:
                self._look()
            else:
                return

    def _look(self) -> None:
        if not self.is_stopping:
            self.look()

    def _rest(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self.is_stopping and time.monotonic() < deadline:
            time.sleep(0.1)
        self._look()

    def _end(self, signum: int, frame: FrameType | None) -> None:
        self.is_stopping = True
        if self.child is not None:
            self.child.terminate()
        signal.alarm(GRACE)

    def _kill(self, signum: int, frame: FrameType | None) -> None:
        if self.child is not None:
            self.child.kill()


if __name__ == "__main__":
    Keeper(look=revive_database).run(int(sys.argv[1]))
