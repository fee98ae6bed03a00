"""Alive and ready: open without logging in, outside the transaction, and red when the policies
would not hold.
"""

import contextlib
import os
import re
import shutil
import subprocess
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from mia import readiness, views
from mia.access import database_roles
from mia.jobs.models import HousekeepingRun
from tests.access import application


def test_alive_asks_nothing_of_the_database(client):
    """No database mark: pytest-django refuses any query."""
    answer = client.get("/halsa/lever/")
    assert (answer.status_code, answer.json()) == (200, {"lever": True})


def role_problems():
    return database_roles.problems(connection)


def test_the_applications_connection_is_ready_and_the_owners_is_not(client, db):
    """The tests are connected as the owner: red."""
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 503
    login = connection.settings_dict["USER"]
    assert answer.json()["fel"][0] == f"inloggningen till databasen är {login}, inte mia_login"
    assert application.run(role_problems) == []


def test_a_role_that_may_more_than_the_policies_expect_is_told(db):
    """Each in its own transaction, which is rolled back."""

    def in_role(*statements):
        def work():
            with transaction.atomic():
                application.execute(*statements)
                return role_problems()

        return application.run(work)

    assert in_role("SET LOCAL ROLE NONE") == ["databasrollen är mia_login, inte mia_app"]
    assert "en inställning är sparad för en databasroll: work_mem" in in_role(
        "ALTER ROLE mia_app SET work_mem = '1GB'", "SAVEPOINT a"
    )
    application.run(lambda: application.execute("ALTER ROLE mia_app RESET ALL"))
    owner = application.run(role_problems, login="mia_owner")
    assert owner == [
        "inloggningen till databasen är mia_owner, inte mia_login",
        "databasrollen mia_owner får för mycket",
        "databasrollen mia_owner äger något i databasen",
        "det som körs i databasen visas för andra",
    ]


def test_housekeeping_that_is_late_is_a_warning_in_words(client, db):
    """Yellow, not red: pages work, and another server would not be better."""
    HousekeepingRun.objects.update(created_at=timezone.now() - timedelta(hours=49))
    HousekeepingRun.objects.exclude(name="clearsessions").update(succeeded_at=timezone.now())
    answer = client.get("/halsa/redo/").json()
    assert answer["varningar"] == [
        "Rensning av sessioner: har inte gått bra på två dygn, kör worker?"
    ]
    HousekeepingRun.objects.update(succeeded_at=timezone.now() - timedelta(hours=47))
    assert "varningar" not in client.get("/halsa/redo/").json()


def problems(client):
    """What readiness says, as if the tests were connected as the application."""
    with mock.patch.object(database_roles, "problems", return_value=[]):
        answer = client.get("/halsa/redo/")
    found = answer.json()["fel"]
    assert answer.status_code == (503 if found else 200)
    assert answer.json()["redo"] is not bool(found)
    return found


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("participants_participant", "ALTER TABLE {0} DISABLE ROW LEVEL SECURITY"),
        ("audit_accesslog", "ALTER TABLE {0} DISABLE ROW LEVEL SECURITY"),
        ("interventions_note", "ALTER TABLE {0} RENAME TO elsewhere"),
        ("audit_seal", "DROP POLICY {1} ON {0}"),
    ],
)
def test_row_level_security_that_is_switched_off_is_not_ready(client, db, table, change):
    """Fault 30 of the reference: one table without its policies, by mistake."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [table])
        policies = [name for (name,) in cursor.fetchall()]
        if "{1}" not in change:
            policies = policies[:1]
        for policy in policies:
            cursor.execute(change.format(table, policy))
    assert problems(client) == [f"tabellen {table} saknar sitt åtkomstskydd"]


def test_every_table_with_row_level_security_is_watched(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY relname")
        assert readiness.guarded_tables() == [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_server_whose_clock_is_two_hours_off_is_not_ready(client, db, hours):
    """Its codes would be wrong, and the database would take its identities for old ones."""
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours)):
        (problem,) = problems(client)
    assert re.fullmatch(r"klockorna på .* skiljer (7199|720\d) sekunder", problem)


def test_a_disk_that_is_nearly_full_is_not_ready(client, db, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "files"
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 199_000_000))
    assert problems(client) == ["disken för filer har 199 MB kvar"]
    settings.STORAGE_FREE_MB = 199
    assert problems(client) == []
    assert list((tmp_path / "files").iterdir()) == [], "the probe leaves nothing"


def test_a_failed_write_is_not_ready(client, db, settings, tmp_path):
    """A file where the folder should be: not even root writes there."""
    (tmp_path / "files").write_text("not a folder")
    settings.MEDIA_ROOT = tmp_path / "files"
    assert problems(client) == ["filer kan inte skrivas"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a file system")
def test_a_full_disk_is_not_ready(client, db, settings, tmp_path):
    """A real one, of 256 kB, that says 'no space left' in the middle of the probe."""
    settings.STORAGE_FREE_MB = 0
    settings.MEDIA_ROOT = tmp_path
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine's root may not mount")
    try:
        assert problems(client) == []
        with contextlib.suppress(OSError), (tmp_path / "export.part").open("wb") as file:
            file.write(b"0" * 300_000)
        assert problems(client) == ["filer kan inte skrivas"]
        assert [path.name for path in tmp_path.iterdir()] == ["export.part"]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize("path", ["/halsa/redo/"])
def test_database_that_does_not_answer(client, db, path, caplog):
    with mock.patch.object(
        connection, "cursor", side_effect=OperationalError("connection refused")
    ):
        answer = client.get(path)
    assert answer.status_code == 503
    assert answer.json()["fel"] == ["databasen svarar inte"]
    assert "refused" not in answer.content.decode()


def test_page_says_when_the_database_does_not_answer():
    """Outside the transaction (the session is read before it) the error page asks nothing of the
    database.
    """
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = views.server_error(RequestFactory().get("/deltagare/"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "tillfälligt otillgängligt" in answer.content.decode()
