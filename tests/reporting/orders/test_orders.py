"""Ordered files: made in the background as the person who ordered, whole or not at all, one line in
the access log.
"""

import errno
import gc
import io
import os
from datetime import date

import psycopg
import pytest
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from mia.access import replica
from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.jobs import files as job_files
from mia.jobs import run
from mia.jobs.models import Job
from mia.jobs.progress import Stopped
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.memberships.models import Membership
from reporting.exports import files, rows
from reporting.exports.models import ReportRun
from reporting.orders import handler
from tests.factories import MembershipFactory
from tests.reporting.county import MADE, export, fetch, report_scope
from tests.reporting.orders.ordering import (
    exports_made,
    file_of,
    page,
    place,
    stored,
    stored_file,
    taken,
    tasks,
    work,
)


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EXPORT_AT_ONCE = tmp_path, 0


@pytest.mark.parametrize("slug", ["esf-deltagare", "sus-poster", "malbild"])
def test_the_ordered_file_is_the_one_that_is_made_at_once(world, login, settings, slug):
    client = login(world.coordinator)
    order = work(place(client, slug))
    assert (order.state, order.attempts, order.message) == ("ready", 1, "")
    assert stored() == [stored_file(order)]
    path = file_of(order)
    assert [place.stat().st_mode & 0o777 for place in (path, path.parent)] == [0o600, 0o700]
    row = AccessLog.objects.get(event=f"{slug}.exported")
    assert (row.actor, row.action, row.extra["run"]) == (
        world.coordinator.pk,
        "export",
        order.result["run"],
    )
    status, content = taken(client, order)
    settings.EXPORT_AT_ONCE = 1000
    assert (status, content) == fetch(client, slug)
    ordered = ReportRun.objects.get(pk=order.result["run"])
    at_once = ReportRun.objects.exclude(pk=ordered.pk).get()
    assert (ordered.sha256, ordered.row_count) == (at_once.sha256, at_once.row_count)
    assert (ordered.made_by, order.result["rows"]) == (world.coordinator, ordered.row_count)


def test_a_task_has_the_key_of_the_job_and_nothing_else(world, login):
    order = place(login(world.coordinator))
    assert tasks() == [{"job": str(order.pk)}]
    assert AccessLog.objects.get(event="esf-deltagare.ordered").action == "write"


def test_an_order_is_made_once(world, login):
    order = place(login(world.coordinator))
    result = work(order).result
    assert work(order).result == result
    assert (order.attempts, exports_made(), ReportRun.objects.count()) == (1, 1, 1)


def test_rights_are_those_of_the_day_it_is_made(world, login):
    order = place(login(world.coordinator))
    Membership.objects.filter(staff=world.coordinator).update(ended_on=date(2020, 1, 1))
    work(order)
    assert (order.state, order.result, exports_made(), stored()) == ("failed", {}, 0, [])
    assert "Du får inte ta ut esf-deltagare" in order.message


def test_a_file_of_less_than_was_ordered_is_not_made(world, login):
    more = MembershipFactory(
        staff=world.leader, role=Role.PROJECT_LEADER, delprojekt=Delprojekt.objects.get(code="SUVS")
    )
    order = place(login(world.leader), "malbild")
    more.delete()
    assert (work(order).state, order.message) == ("failed", handler.CHANGED)


def test_nothing_is_made_for_who_may_not_log_in(world, login):
    order = place(login(world.coordinator))
    world.coordinator.is_active = False
    world.coordinator.save()
    assert (work(order).state, order.message, exports_made()) == ("failed", run.INACTIVE, 0)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_full_disk_leaves_nothing_and_says_so(world, login, monkeypatch, extension):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    client = login(world.coordinator)
    order = place(client, format=extension)
    monkeypatch.setattr(os, "fsync", full)
    work(order)
    assert (order.state, order.message, order.attempts) == ("failed", run.NO_SPACE, 1)
    assert (stored(), exports_made(), ReportRun.objects.count()) == ([], 0, 0)
    assert "fick inte plats på disken" in page(client, order)
    assert taken(client, order) == (302, None)


def test_what_goes_wrong_is_tried_three_times(world, login, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("a fault")

    client = login(world.coordinator)
    order = place(client)
    monkeypatch.setattr(handler.runs_actions, "make", broken)
    for attempt in (1, 2):
        with pytest.raises(RuntimeError):
            work(order)
        order.refresh_from_db()
        assert (order.state, order.attempts) == ("waiting", attempt)
        assert f"körs om från början: försök {attempt + 1} av 3" in page(client, order)
    work(order)
    assert (order.state, order.message, stored()) == ("failed", run.OUR_FAULT, [])


@pytest.mark.parametrize(("before", "state", "after"), [(1, "ready", 2), (3, "failed", 3)])
def test_after_a_dead_worker_it_is_begun_again_until_it_is_enough(
    world, login, before, state, after
):
    order = place(login(world.coordinator))
    Job.objects.update(state="working", attempts=before)
    half = job_files.open_folder(order) / f"export.csv.{before}.part"
    half.write_bytes(b"half a ro")
    work(order)
    assert (order.state, order.attempts) == (state, after)
    assert stored() == ([stored_file(order)] if state == "ready" else [])


def test_a_worker_that_is_to_end_hands_the_order_back(world, login):
    order = place(login(world.coordinator))
    with pytest.raises(Stopped):
        work(order, stop=True)
    order.refresh_from_db()
    assert (order.state, order.attempts, stored(), exports_made()) == ("waiting", 0, [], 0)
    assert work(order).state == "ready"


def test_two_workers_do_not_make_the_same_order(world, login):
    order = place(login(world.coordinator))
    known = connection.get_connection_params()
    where = {
        name: known[name]
        for name in ("host", "port", "dbname", "user", "password")
        if known.get(name)
    }
    with psycopg.connect(**where) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(order.pk)])
        with pytest.raises(run.Busy):
            work(order)
    order.refresh_from_db()
    assert (order.state, order.attempts) == ("waiting", 0)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_disk_that_fills_up_among_the_rows_ends_the_reading_too(
    world, as_user, monkeypatch, extension
):
    """A rollback would wait for ever for the rows still to come, as long as the error holds on to
    them.
    """

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replica, "ROWS_PER_BLOCK", 1)
    monkeypatch.setattr(rows.ContentFingerprint, "add", full)
    with as_user(world.coordinator):
        with pytest.raises(OSError, match="No space") as caught:
            files.write(export("esf-deltagare"), report_scope(), extension, io.BytesIO(), MADE)
        status = connection.connection.info.transaction_status
        del caught
        gc.collect()
        transaction.set_rollback(True)
    assert status != TransactionStatus.ACTIVE
