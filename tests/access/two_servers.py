"""A primary and its streaming replica, and programs that know of them, for
tests/access/test_replica.py.
"""

import contextlib
import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import django
import psycopg

from mia.server.cluster import Cluster
from mia.server.location import give, locate
from tests.access import on_replica


def environment(data: Path, replica: str) -> dict[str, str]:
    words = {
        "MIA_DATA": str(data),
        "DATABASE_URL": "",
        "DATABASE_REPLICA_URL": replica,
        "MIA_DB_ROLE": "app",
    }
    words |= {"DJANGO_SETTINGS_MODULE": "mia.settings", "MIA_DEMO": "1", "MIA_TESTING": "1"}
    return words | {"STATEMENT_TIMEOUT_MS": "10000"}


@contextlib.contextmanager
def program(data: Path, replica: str = "") -> Iterator[SimpleNamespace]:
    """A process with these settings."""
    spawn = multiprocessing.get_context("spawn")
    with mock.patch.dict(os.environ, environment(data, replica)):
        pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=django.setup)
        pool.submit(os.getpid).result()

    def call(function, *words, **kwargs):
        return pool.submit(on_replica.call, function, *words, **kwargs).result(timeout=60)

    yield SimpleNamespace(
        call=call, ask=lambda *words, **kwargs: call(on_replica.ask, *words, **kwargs)
    )
    pool.shutdown()


def replicate(primary: Cluster, data: Path) -> Cluster:
    """A streaming replica in `data`, as docs/operations.md makes one."""
    (data / "postgres").mkdir(parents=True)
    copy = Cluster(locate(data))
    give(copy.place.path, copy.place.uid, copy.place.gid)
    copy.place.path.chmod(0o700)
    login = f"host={primary.socket} user=postgres"
    copy._run(
        "pg_basebackup", "-d", login, "-D", str(copy.place.path), "-R", "-X", "stream", "-c", "fast"
    )
    copy.ensure_running()
    return copy


def run(server: Cluster, *statements: str) -> list[tuple]:
    """As the superuser; the last one's rows."""
    with psycopg.connect(server.conninfo("mia"), autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def paused(replica: Cluster) -> Iterator[None]:
    """What is committed on the primary arrives, and is not shown."""
    run(replica, "SELECT pg_wal_replay_pause()")
    while run(replica, "SELECT pg_get_wal_replay_pause_state()") != [("paused",)]:
        time.sleep(0.01)
    try:
        yield
    finally:
        run(replica, "SELECT pg_wal_replay_resume()")


@contextlib.contextmanager
def statements(*servers: Cluster) -> Iterator[list[str]]:
    """Everything each server is asked meanwhile, from its own log."""
    for server in servers:
        run(
            server,
            "ALTER SYSTEM SET log_statement = 'all'",
            "SELECT pg_reload_conf()",
            "SELECT pg_sleep(0.05)",
        )
    begun = [server.log.stat().st_size for server in servers]
    logs: list[str] = []
    yield logs
    logs += [
        server.log.read_bytes()[at:].decode() for server, at in zip(servers, begun, strict=True)
    ]
    for server in servers:
        run(server, "ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()")
