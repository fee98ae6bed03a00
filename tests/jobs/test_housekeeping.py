"""What MIA does by itself: when, what is noted of it, and who is told."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command, get_commands
from django.utils import timezone

from mia.audit import seals
from mia.audit.models import AccessLog
from mia.jobs import housekeeping, tasks
from mia.jobs.files import root
from mia.jobs.housekeeping import DAY, HousekeepingFailed, HousekeepingTask
from mia.jobs.models import HousekeepingRun
from tests.factories import HousekeepingRunFactory

SWEDEN = ZoneInfo("Europe/Stockholm")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def task(perform=lambda: "Klart.", interval=DAY):
    return HousekeepingTask("prov", "Prov", interval, perform)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN)


def last(began_at, has_failed=False):
    return HousekeepingRun(name="prov", began_at=at(began_at), has_failed=has_failed)


@pytest.mark.parametrize(
    ("interval", "run", "now", "is_due"),
    [
        (DAY, None, "2026-11-28 14:00", True),  # the first time at once
        (DAY, last("2026-11-28 02:00"), "2026-11-28 23:59", False),
        (DAY, last("2026-11-28 02:00"), "2026-11-29 01:59", False),
        (DAY, last("2026-11-28 02:00"), "2026-11-29 02:00", True),
        (DAY, last("2026-11-25 02:00"), "2026-11-28 14:00", True),  # no worker for three days
        (DAY, last("2026-11-28 02:00", True), "2026-11-28 02:59", False),
        (DAY, last("2026-11-28 02:00", True), "2026-11-28 03:00", True),  # failed: tried again
        (DAY, last("2026-03-28 23:30"), "2026-03-29 03:00", True),  # the night of summer time
        (HOUR, last("2026-11-28 14:00"), "2026-11-28 14:59", False),
        (HOUR, last("2026-11-28 14:00"), "2026-11-28 15:00", True),
        (timedelta(minutes=1), last("2026-11-28 14:00", True), "2026-11-28 14:01", True),
    ],
)
def test_when_a_task_is_due(interval, run, now, is_due):
    assert housekeeping.is_due(task(interval=interval), run, at(now)) == is_due


def test_each_task_does_its_work(db, settings):
    now = timezone.now()
    Session.objects.create(pk="old", session_data="", expire_date=now - HOUR)
    Session.objects.create(pk="live", session_data="", expire_date=now + HOUR)
    cache.set("old", 1, 60)
    cache.touch("old", 0)
    left = root() / "scratch" / "left"
    left.parent.mkdir(parents=True)
    left.write_text("")
    out = io.StringIO()
    call_command("housekeeping", stdout=out)
    assert out.getvalue() == "Klart.\n"
    assert list(Session.objects.values_list("pk", flat=True)) == ["live"]
    runs = {run.name: run for run in HousekeepingRun.objects.all()}
    assert set(runs) == {
        "seal_audit",
        "sweep_files",
        "recall_files",
        "clearsessions",
        "forget_log_ins",
        "sweep_drafts",
        "sweep_limits",
        "publish_figures",
        "remind_staff",
        "verify_audit",
    }
    assert not any(run.has_failed for run in runs.values())
    assert all(run.succeeded_at >= now for run in runs.values())
    assert runs["sweep_limits"].message == "Borttagna räknare: 1."


def test_every_cleaning_command_that_django_and_its_apps_offer_is_kept_by_the_worker(settings):
    """Those are the commands of the installed apps that clear what has expired."""
    offered = {name for name in get_commands() if name.startswith(("clear", "sweep", "seal"))}
    assert offered | {"verify_audit"} <= set(housekeeping.tasks())


def test_the_worker_looks_each_minute_and_does_only_what_is_due(db, monkeypatch):
    done = []
    monkeypatch.setattr(
        housekeeping,
        "tasks",
        lambda: {
            "a": HousekeepingTask("a", "A", DAY, lambda: done.append("a") or "Klart."),
            "b": HousekeepingTask("b", "B", HOUR, lambda: done.append("b") or "Klart."),
        },
    )
    for _ in range(2):
        tasks.run_housekeeping.func(0)
    assert done == ["a", "b"]
    HousekeepingRun.objects.filter(name="b").update(began_at=timezone.now() - 2 * HOUR)
    tasks.run_housekeeping.func(0)
    assert done == ["a", "b", "b"]
    assert {task.cron for task in tasks.app.periodic_registry.periodic_tasks.values()} >= {
        "* * * * *"
    }


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_stops_no_other_and_says_so(monkeypatch):
    def breaks():
        AccessLog.objects.all().delete()  # refused, in the middle of a transaction
        raise AssertionError

    def finds():
        raise HousekeepingFailed("Två förseglingar stämmer inte.")

    chosen = [
        HousekeepingTask("breaks", "Den ena", DAY, breaks),
        HousekeepingTask("finds", "Den andra", DAY, finds),
        task(),
    ]
    monkeypatch.setattr(housekeeping, "tasks", lambda: {one.name: one for one in chosen})
    with pytest.raises(CommandError, match=r"Gick inte: Den ena, Den andra\."):
        call_command("housekeeping")
    runs = {run.name: run for run in HousekeepingRun.objects.all()}
    assert (runs["breaks"].has_failed, runs["breaks"].message) == (True, housekeeping.FAILED)
    assert runs["finds"].message == "Två förseglingar stämmer inte."
    assert runs["breaks"].succeeded_at is None
    assert runs["prov"].message == "Klart."


def test_a_changed_log_is_told_by_itself(db, monkeypatch):
    """The nightly check itself is that of verify_audit (tests/audit/test_seals.py)."""
    report = seals.Report(seals=3, rows=9, unsealed=0, head=b"", faults=["Försegling 2: …"])
    monkeypatch.setattr(seals, "verify", lambda **_: report)
    with pytest.raises(CommandError, match="Kontroll av åtkomstloggen"):
        call_command("housekeeping")
    run = HousekeepingRun.objects.get(name="verify_audit")
    assert run.message == "Fel i förseglingarna: 1. Kör verify_audit, som säger vilka."


def test_administrators_see_the_last_runs(world, login, settings):
    now = timezone.now()
    HousekeepingRun.objects.update(began_at=now, ended_at=now, succeeded_at=now)
    HousekeepingRunFactory(name="verify_audit")
    HousekeepingRun.objects.filter(name="verify_audit").update(
        has_failed=True, message="Två förseglingar stämmer inte."
    )
    page = login(world.admin).get("/administration/drift/").content.decode()
    assert "Rensning av sessioner" in page
    assert page.count("Klar<") == len(settings.HOUSEKEEPING) - 1
    assert "Två förseglingar stämmer inte." in page
    assert "Gick inte" in page
    assert "två dygn" not in page
    HousekeepingRun.objects.filter(name="clearsessions").update(succeeded_at=now - 49 * HOUR)
    page = login(world.admin).get("/administration/drift/").content.decode()
    assert "Något har inte gått bra på två dygn." in page
    assert "Försenad" in page
    start = login(world.admin).get("/administration/").content.decode()
    assert "/administration/drift/" in start
