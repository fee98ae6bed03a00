"""A real worker beside a database of its own, killed in the middle of a file."""

import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import psycopg
import pytest

from mia.server import embedded
from mia.settings_jobs import STALLED_SECONDS
from tests import source
from tests.server.test_keeper import children, is_alive, until

PLACE = """
from datetime import date
from django.utils import timezone
from mia import audit
from mia.access import identity
from mia.organisation.staff.models import Staff
from reporting.exports.registry import EXPORTS
from reporting.exports.request import ReportRequest, choose
from reporting.orders import actions
with identity.acting_as(identity.SYSTEM, source="prov"):
    person = Staff.objects.get(username="koordinator")
with identity.acting_as(person.pk, source="prov"):
    audit.begin()
    export, request = EXPORTS["esf-deltagare"], ReportRequest(month="2021-03")
    scope = choose(person, export, request, today=date(2022, 1, 1))
    now = timezone.localtime()
    order = actions.place(export, request, scope, by=person, extension="csv", at=now)
    print(order.pk)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A database with a small county, its environment, and statements as its superuser."""
    data = tmp_path_factory.mktemp("mia")
    dropped = {"MIA_TESTING", "MIA_DB_ROLE", "DATABASE_URL", "SECRET_KEY", "STATEMENT_TIMEOUT_MS"}
    environment = {key: value for key, value in os.environ.items() if key not in dropped}
    environment |= {"MIA_DATA": str(data), "MIA_DEMO": "1"}
    embedded.join(data)
    fields = embedded.connection(data, "postgres")
    where = {
        "host": fields["HOST"],
        "port": fields["PORT"],
        "user": "postgres",
        "dbname": fields["NAME"],
    }

    def manage(*words):
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=source.ROOT, env=environment, check=True, capture_output=True, text=True
        )

    def one(statement, *parameters):
        with psycopg.connect(**where) as connection:
            return connection.execute(statement, parameters).fetchone()

    manage("migrate", "-v", "0")
    manage("seed_demo", "--participants", "100")
    yield SimpleNamespace(
        manage=manage,
        one=one,
        where=where,
        environment=environment,
        files=data / "files",
    )
    embedded.leave(data)


@pytest.fixture
def keeper(place):
    """The worker as `make run` keeps it."""
    command = [sys.executable, "-m", "mia.server.keeper", str(os.getpid())]
    process = subprocess.Popen(
        command, cwd=source.ROOT, env=place.environment, stderr=subprocess.PIPE, text=True
    )
    yield process
    worker = children(process.pid)
    process.terminate()
    errors = process.communicate(timeout=15)[1]
    assert not [pid for pid in worker if is_alive(pid)]
    assert errors == ""  # quiet, also about the kill


def files(place) -> set[str]:
    paths = (place.files / "exports").glob("*/*")
    return {str(path.relative_to(place.files / "exports")) for path in paths}


def test_a_killed_worker_is_found_out_and_the_file_made_whole_once(place, keeper):
    """Fault 9 (docs/security.md §8). A lock on the runs holds the worker between rows and name."""
    (worker,) = until(lambda: children(keeper.pid))
    with psycopg.connect(**place.where) as hold:
        hold.execute("LOCK TABLE reporting_reportrun IN EXCLUSIVE MODE")
        placing = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", PLACE],
            cwd=source.ROOT,
            env=place.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        order = placing.communicate()[0].strip()
        part = place.files / "exports" / order / "export.csv.1.part"
        until(lambda: part.is_file() and part.stat().st_size > 200, 30)
        os.kill(worker, signal.SIGKILL)
        until(lambda: not is_alive(worker))
        # As if that long had passed.
        silent = "UPDATE procrastinate_workers SET last_heartbeat = now() - %s * interval '1 s'"
        assert place.one(f"{silent} RETURNING id", STALLED_SECONDS + 1)
    assert part.is_file()
    assert f"{order}/export.csv" not in files(place)
    state = "SELECT state, attempts FROM jobs_job WHERE id = %s"
    assert place.one(state, order) == ("working", 1)
    until(lambda: place.one(state, order)[0] == "ready", 90)
    assert place.one(state, order) == ("ready", 2)
    assert files(place) == {f"{order}/export.csv"}
    assert (part.parent / "export.csv").read_bytes().endswith(b"\r\n")
    assert place.one(
        "SELECT count(*) FROM audit_accesslog WHERE event = 'esf-deltagare.exported'"
    ) == (1,)
    assert place.one("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'run_job'") == (0,)
    owner = place.one("SELECT owner_id FROM jobs_job WHERE id = %s", order)
    assert (
        place.one("SELECT actor FROM audit_accesslog WHERE event = 'esf-deltagare.exported'")
        == owner
    )


def test_the_worker_has_the_applications_role_and_no_other(place, keeper):
    until(lambda: children(keeper.pid))
    others = (
        "SELECT array_agg(DISTINCT usename), count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND backend_type = 'client backend'"
        " AND pid <> pg_backend_pid()"
    )
    until(lambda: place.one(others)[1], 30)
    assert place.one(others)[0] == ["mia_login"]
    assert (place.files / "scratch").stat().st_mode & 0o777 == 0o700
