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
from django.db import OperationalError, connection
from django.test import RequestFactory

from mia import readiness, views


def test_alive_asks_nothing_of_the_database(client):
    """No database mark: pytest-django refuses any query."""
    answer = client.get("/halsa/lever/")
    assert (answer.status_code, answer.json()) == (200, {"lever": True})


@pytest.mark.parametrize(
    ("session", "current", "problems"),
    [
        ("mia_app", "mia_app", 0),
        ("mia_owner", "mia_app", 1),
        ("mia_app", "mia_owner", 1),
        ("mia_owner", "mia_owner", 1),
        ("postgres", "mia_owner", 2),
        ("mia_backup", "mia_app", 1),
    ],
)
def test_only_mia_app_is_ready(session, current, problems):
    assert len(readiness.wrong_roles(session, current)) == problems


def test_ready_tells_the_owners_connection_from_the_applications(client, db):
    """The tests are connected as the owner: red. A connection of the application's own: green."""
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 503
    assert connection.settings_dict["USER"] in answer.json()["fel"][0]
    assert problems(client) == []


def problems(client):
    """What readiness says, as if the tests were connected as the application."""
    with mock.patch.object(readiness, "wrong_roles", return_value=[]):
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
