"""A database of its own with a small county, and the programs that use it: all in real processes.

One process runs all of these tests (tests/distribution.py), so that it is made once.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import psycopg
import pytest

from mia.server import embedded
from tests import source
from tests.faults.proxy import FaultProxy
from tests.faults.reader import Reader

DROPPED = {"MIA_TESTING", "MIA_DB_ROLE", "DATABASE_URL", "SECRET_KEY", "STATEMENT_TIMEOUT_MS"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, seconds=30.0):
    """What `what` gives, as soon as it gives something."""
    deadline = time.monotonic() + seconds
    while not (result := what()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)
    return result


@pytest.fixture(scope="package")
def place(tmp_path_factory):
    """The database: its folder, environment, and statements as its superuser."""
    data = tmp_path_factory.mktemp("faults")
    environment = {key: value for key, value in os.environ.items() if key not in DROPPED}
    environment |= {"MIA_DATA": str(data), "MIA_DEMO": "1"}
    embedded.join(data)
    fields = embedded.connection(data, "postgres")
    where = {"host": fields["HOST"], "port": fields["PORT"], "user": "postgres", "dbname": "mia"}

    def manage(*words):
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=source.ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def one(statement, *parameters):
        with psycopg.connect(**where) as connection:
            return connection.execute(statement, parameters).fetchone()

    manage("migrate", "-v", "0")
    manage("seed_demo", "--participants", "200")
    password = (data / "demo-password").read_text().strip()
    yield SimpleNamespace(
        data=data, environment=environment, where=where, manage=manage, one=one, password=password
    )
    embedded.leave(data)


@pytest.fixture(scope="package")
def proxy(place):
    proxy = FaultProxy(embedded.socket_dir(place.data) / ".s.PGSQL.5432")
    yield proxy
    proxy.close()


@pytest.fixture
def calm(proxy):
    """Whatever a test did to the proxy ends with it."""
    yield proxy
    proxy.mode, proxy.delay = "ok", 0.0


@contextlib.contextmanager
def gunicorn(place, proxy, request_seconds=120, timeout=120):
    """The web server of docs/operations.md, through the proxy; patient, for machines may be slow:
    a test of patience gives its own seconds.
    """
    port = free_port()
    environment = place.environment | {
        "DATABASE_URL": f"postgres://mia_login@127.0.0.1:{proxy.port}/mia",
        "REQUEST_SECONDS": str(request_seconds),
        "STATEMENT_TIMEOUT_MS": "60000",
    }
    options = f"--bind 127.0.0.1:{port} --workers 2 --worker-class sync --timeout {timeout}"
    options += " --graceful-timeout 30 --no-control-socket --log-level critical"
    command = [sys.executable, "-m", "gunicorn", "mia.wsgi", *options.split()]
    process = subprocess.Popen(command, cwd=source.ROOT, env=environment, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: Reader(url).get("/halsa/redo/").status == 200)
        yield SimpleNamespace(url=url, process=process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=40)


@pytest.fixture(scope="package")
def server(place, proxy):
    with gunicorn(place, proxy) as server:
        yield server


@pytest.fixture
def reader(server, place, calm):
    """A case worker who is logged in."""
    reader = Reader(server.url)
    reader.log_in("cm.os", place.password)
    return reader


@contextlib.contextmanager
def held(place, table, mode="ACCESS EXCLUSIVE"):
    """Nobody reads or writes the table within the block; in SHARE mode they may read.

    `release()` ends it earlier.
    """
    with psycopg.connect(**place.where) as holder:
        holder.execute(f"LOCK TABLE {table} IN {mode} MODE")
        yield holder.rollback


class Meanwhile:
    """Runs a function in a thread; `result()` waits for what it returned."""

    def __init__(self, function, *words, **kwargs):
        self.results = []
        self.thread = threading.Thread(
            target=lambda: self.results.append(function(*words, **kwargs))
        )
        self.thread.start()

    def result(self):
        self.thread.join(60)
        return self.results[0]
