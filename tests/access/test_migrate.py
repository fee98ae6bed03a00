"""A migration that meets a long report gives way, again and again, until the report has ended."""

import contextlib
import io
import threading
import time

import psycopg
import pytest
from django.core.management import CommandError, call_command, get_commands
from django.core.management.commands import migrate as django_migrate
from django.db import connection

from mia.access.management.commands import migrate

READ = "SELECT count(*) FROM migrate_probe"
CHANGE = "ALTER TABLE migrate_probe ADD COLUMN more text"


@contextlib.contextmanager
def session(**kwargs):
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    with psycopg.connect(**parameters, **kwargs) as other:
        yield other


@pytest.fixture
def probe(django_db_setup, django_db_blocker, monkeypatch):
    """A committed table, and a migration that changes it in a transaction of its own."""

    def change(self, *args, **options):
        with connection.cursor() as cursor:
            cursor.execute(CHANGE)

    monkeypatch.setattr(django_migrate.Command, "handle", change)
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT_MS", 400)
    monkeypatch.setattr(migrate, "PAUSE", 0.4)
    with django_db_blocker.unblock():
        with session(autocommit=True) as owner:
            owner.execute("CREATE TABLE migrate_probe AS SELECT 1 AS one")
        yield
        with session(autocommit=True) as owner:
            owner.execute("DROP TABLE migrate_probe")
        connection.close()


def run() -> str:
    said = io.StringIO()
    try:
        call_command("migrate", stderr=said, verbosity=0)
    finally:
        connection.close()
    return said.getvalue()


def columns() -> int:
    with session() as other:
        return len(other.execute("SELECT * FROM migrate_probe").description)


def longest_wait(reading_seconds) -> float:
    """How long a reader of every tenth of a second waits, at most."""
    waits = []
    until = time.monotonic() + reading_seconds
    with session(autocommit=True) as reader:
        while time.monotonic() < until:
            began = time.monotonic()
            reader.execute(READ)
            waits.append(time.monotonic() - began)
            time.sleep(0.1)
    return max(waits)


def test_readers_wait_no_longer_than_the_timeout_and_the_change_comes_at_last(probe):
    """Fault 16 (docs/security.md §8). Without it the readers wait until the report has ended."""
    with session() as report:
        report.execute(READ)  # the transaction stays open, as a long report's
        threading.Timer(2.5, report.rollback).start()
        said = []
        migrating = threading.Thread(target=lambda: said.append(run()))
        migrating.start()
        assert longest_wait(2.0) < 1.2
        assert columns() == 1
        migrating.join(30)
    assert columns() == 2
    assert said[0].count("nothing was changed") >= 2


def test_a_table_that_is_always_in_use_is_one_sentence(probe, monkeypatch):
    monkeypatch.setattr(migrate, "TRIES", 2)
    with session() as report:
        report.execute(READ)
        with pytest.raises(CommandError, match="run migrate again"):
            run()
    assert columns() == 1


def test_another_error_is_not_tried_again(probe, monkeypatch):
    monkeypatch.setattr(migrate, "PAUSE", 1000)
    run()
    with pytest.raises(Exception, match="already exists"):
        run()


def test_it_is_the_command_that_runs():
    assert get_commands()["migrate"] == "mia.access"
