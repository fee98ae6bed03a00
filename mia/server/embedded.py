"""The PostgreSQL that is used when DATABASE_URL is empty: the first process starts it, the last one
stops it.

    data = embedded.data_dir()
    # Starts or joins; leave() comes by itself when the process ends
    embedded.join(data)
    embedded.connection(data, "mia_login")     # for settings.DATABASES, touches nothing

`embedded.json` in the data directory lists the processes that use the server, by pid and start
time, so that one that was killed -9 does not count; every change of it, and every start and stop,
happens under a lock on `embedded.lock`. A process that was forked from one that joined has not
joined: it relies on its parent.
"""

import atexit
import contextlib
import fcntl
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from mia.core import sql
from mia.server import EmbeddedError, cluster, roles
from mia.server.cluster import Cluster
from mia.server.location import foreign, give_like, locate, socket_dir, wheel_folder

__all__ = [
    "EmbeddedError",
    "connection",
    "data_dir",
    "ensure",
    "ensure_roles",
    "join",
    "leave",
    "programs",
    "revive",
    "socket_dir",
]

ensure_roles = roles.ensure_roles
DATABASE = "mia"
EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent")


@dataclass(frozen=True)
class ServerMembership:
    pid: int
    cluster: Cluster


_memberships: dict[Path, ServerMembership] = {}


def data_dir() -> Path:
    """MIA_DATA, or .data beside manage.py."""
    return Path(
        os.environ.get("MIA_DATA") or Path(__file__).resolve().parent.parent.parent / ".data"
    ).resolve()


def connection(data: Path, role: str) -> dict[str, str]:
    """The fields of Django's DATABASES for one of the roles that log in; starts nothing."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": role,
        "PASSWORD": "",
        "HOST": str(socket_dir(data)),
        "PORT": str(cluster.PORT),
    }


def programs() -> Path:
    """The folder of the server's programs, for whoever may read the virtual environment."""
    return wheel_folder() / "bin"


def ensure(*, with_roles: bool = False) -> None:
    """Make the database reachable: join the embedded one, or (with_roles) see to the roles behind
    DATABASE_URL.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        join(data_dir())
    elif with_roles:
        ensure_roles(url)


def join(data: Path) -> None:
    """Start the cluster of this data directory, or join it when it runs, until this process ends or
    leaves.
    """
    data = data.resolve()
    membership = _memberships.get(data)
    if membership and membership.pid == os.getpid():
        return
    try:
        _own_directory(data)
        with _lock(data):
            _enter(data, Cluster(locate(data)))
    except (OSError, psycopg.Error) as error:
        leave(data)
        reason = " ".join(str(error).split())
        raise EmbeddedError(
            f"The database in {data} cannot be used, mend this and try again: {reason}."
        ) from error
    except BaseException:  # Ctrl-C during the first start too
        leave(data)
        raise


def _enter(data: Path, server: Cluster) -> None:
    """Registered before the start, so that whatever goes wrong afterwards, leaving stops the
    server.
    """
    others = _alive(_read(data))
    if not _memberships:
        atexit.register(leave)
    _memberships[data] = ServerMembership(os.getpid(), server)
    _write(data, [*others, _identity(os.getpid())])
    if server.ensure_running() or not others:
        _furnish(server)


def leave(*only: Path) -> None:
    """Leave every cluster that this process joined (or the given ones); stop those that nobody else
    uses.
    """
    for data in only or list(_memberships):
        membership = _memberships.pop(data, None)
        if membership is None or membership.pid != os.getpid() or not data.is_dir():
            continue
        try:
            with _lock(data):
                others = [entry for entry in _alive(_read(data)) if entry[0] != os.getpid()]
                _write(data, others)
                if not others:
                    membership.cluster.stop()
        except (OSError, EmbeddedError) as error:
            print(f"The embedded database was not stopped: {error}", file=sys.stderr)


def revive(data: Path) -> bool:
    """Start a cluster again that has died under those who use it; tell whether it had.

    One that the last process has left is not started. Raises EmbeddedError.
    """
    with _lock(data):
        server = Cluster(locate(data))
        if server.is_alive() or not _alive(_read(data)):
            return False
        return server.ensure_running()


def _own_directory(data: Path) -> None:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() not in (0, data.stat().st_uid):
        raise foreign(data)


def _furnish(server: Cluster) -> None:
    """Roles, extensions and the database; template1 has the extensions too, so that test databases
    get them.
    """
    with psycopg.connect(server.conninfo("template1"), autocommit=True) as template:
        _create_extensions(template)
    ensure_roles(server.conninfo(cluster.SUPERUSER))
    with psycopg.connect(server.conninfo(cluster.SUPERUSER), autocommit=True) as maintenance:
        statement = sql.load("mia.server", "has_database.sql")
        if maintenance.execute(statement, {"name": DATABASE}).fetchone() is None:
            maintenance.execute(f"CREATE DATABASE {DATABASE} OWNER mia_owner")
    with psycopg.connect(server.conninfo(DATABASE), autocommit=True) as database:
        _create_extensions(database)
    ensure_roles(server.conninfo(DATABASE))


def _create_extensions(database: psycopg.Connection) -> None:
    present = database.execute(sql.load("mia.server", "extensions.sql")).fetchall()
    for extension in EXTENSIONS:
        if (extension,) not in present:
            database.execute(f"CREATE EXTENSION {extension}")


@contextlib.contextmanager
def _lock(data: Path) -> Iterator[None]:
    path = data / "embedded.lock"
    with path.open("a") as file:
        give_like(path, data)
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _read(data: Path) -> list[list[int]]:
    try:
        entries: list[list[int]] = json.loads((data / "embedded.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return []
    return entries


def _write(data: Path, entries: list[list[int]]) -> None:
    new = data / "embedded.json.new"
    new.write_text(json.dumps(entries), encoding="utf-8")
    give_like(new, data)
    new.replace(data / "embedded.json")


def _alive(entries: list[list[int]]) -> list[list[int]]:
    return [entry for entry in entries if entry == _identity(entry[0])]


def _identity(pid: int) -> list[int]:
    """Pid and start time in ticks since boot (field 22 of /proc/PID/stat); the dead and zombies
    have none.
    """
    try:
        fields = (
            Path(f"/proc/{pid}/stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except OSError:
        return [pid]
    return [pid, int(fields[19])] if fields[0] != "Z" else [pid]
