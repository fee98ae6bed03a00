"""Sessions: seen and ended by their owner, ended by an administrator, and bound to a kind of
browser.
"""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from mia.audit.models import AccessLog
from mia.jobs import housekeeping
from mia.organisation.sessions.agent import Agent, agent_of, partly_hidden
from mia.organisation.sessions.models import StaffSession
from tests.factories import StaffSessionFactory
from tests.organisation.login.test_login import attempt

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
NEWER_FIREFOX = FIREFOX.replace("128", "131")
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Safari/537.36"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
PAGE = "/konto/inloggningar/"


@pytest.fixture(autouse=True)
def _no_former_attempts(db):
    cache.clear()


def logged_in(username, agent):
    client = Client(headers={"user-agent": agent})
    attempt(client, username)
    return client


def is_in(client, **extra):
    return client.get("/konto/sakerhet/", **extra).status_code == 200


@pytest.mark.parametrize(
    ("text", "browser", "system"),
    [
        (FIREFOX, "Firefox", "Windows"),
        (CHROME, "Chrome", "Linux"),
        (EDGE, "Edge", "Windows"),
        (IPHONE, "Safari", "iPhone"),
        ("", "annan webbläsare", "annat system"),
        ("curl/8.5", "annan webbläsare", "annat system"),
    ],
)
def test_the_family_of_a_browser(text, browser, system):
    assert agent_of(text) == Agent(browser, system)


def test_addresses_are_partly_hidden():
    assert partly_hidden("192.0.2.17") == "192.0.2.…"
    assert partly_hidden("2001:db8:1:2::7") == "2001:db8:1:…"


# --- bound to the kind of browser


def test_a_copied_cookie_in_another_kind_of_browser_ends_the_session(world, caplog):
    owner = logged_in("anna", FIREFOX)
    thief = Client(headers={"user-agent": CHROME})
    thief.cookies = owner.cookies
    with caplog.at_level(logging.WARNING):
        assert not is_in(thief)
    assert not is_in(owner), "the owner logs in again"
    assert "used in another kind of browser" in caplog.text
    for private in ("anna", "Anna", "127.0.0.1", "Firefox"):
        assert private not in caplog.text
    row = AccessLog.objects.get(event="session.refused")
    assert (row.actor, row.action) == (world.anna.pk, "denied")


def test_the_same_browser_in_a_newer_version_goes_on(world):
    client = logged_in("anna", FIREFOX)
    assert is_in(client, headers={"user-agent": NEWER_FIREFOX})


def test_a_session_without_its_row_is_nobodys(world, login):
    client = login(world.anna)
    assert is_in(client)
    StaffSession.objects.all().delete()
    assert not is_in(client)


def test_the_row_of_another_person_opens_nothing(world, login):
    """Who can write sessions still needs an open row of the person."""
    client, other = login(world.anna), login(world.bo)
    session = client.session
    session["staff_session"] = other.session["staff_session"]
    session.save()
    assert not is_in(client)


# --- one's own


def test_own_sessions_are_listed_and_ended(world):
    here, there = logged_in("anna", FIREFOX), logged_in("anna", IPHONE)
    logged_in("bo", CHROME)
    text = here.get(PAGE).content.decode()
    assert "Firefox, Windows" in text
    assert "Safari, iPhone" in text
    assert "Chrome" not in text
    assert "127.0.0.…" in text
    assert "127.0.0.1" not in text
    row = StaffSession.objects.get(staff=world.anna, browser="Safari")
    assert here.post(f"{PAGE}{row.pk}/avsluta/").status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert "iPhone" not in here.get(PAGE).content.decode()
    row.refresh_from_db()
    assert row.ended_by == world.anna
    assert AccessLog.objects.filter(event="session.ended", actor=world.anna.pk).exists()


def test_all_others_are_ended_at_once(world, login):
    here, there, elsewhere = login(world.anna), login(world.anna), login(world.anna)
    bo = login(world.bo)
    here.post(f"{PAGE}avsluta-andra/")
    assert [is_in(client) for client in (here, there, elsewhere, bo)] == [True, False, False, True]


def test_nobody_ends_the_session_of_somebody_else(world, login):
    bo = login(world.bo)
    row = StaffSession.objects.get(staff=world.bo)
    assert login(world.anna).post(f"{PAGE}{row.pk}/avsluta/").status_code == 404
    assert is_in(bo)


def test_logging_out_closes_the_row(world, login):
    client = login(world.anna)
    client.post("/konto/logga-ut/")
    assert StaffSession.objects.get(staff=world.anna).ended_at


def test_the_row_does_not_hold_the_key_of_the_session(world, login):
    login(world.anna)
    key = Session.objects.get().session_key
    row = StaffSession.objects.filter(staff=world.anna).values().get()
    assert key not in str(row)


# --- an administrator


def test_an_administrator_logs_a_person_out_everywhere(world, login):
    admin, anna, again = login(world.admin), login(world.anna), login(world.anna)
    page = f"/administration/anvandare/{world.anna.pk}/"
    assert "Öppna inloggningar: 2." in admin.get(page).content.decode()
    assert admin.post(f"{page}logga-ut/").url == page
    assert not is_in(anna)
    assert not is_in(again)
    assert AccessLog.objects.get(event="sessions.ended").extra == {
        "staff": world.anna.pk,
        "by": world.admin.pk,
    }
    assert admin.post(f"/administration/anvandare/{world.admin.pk}/logga-ut/").status_code == 403


def test_log_ins_that_ended_more_than_90_days_ago_are_removed_by_themselves(world):
    now = timezone.now()
    day = timedelta(days=1)
    ended = [(91, 91), (91, 89), (100, None), (89, None), (0, None)]  # days since start and end
    rows = []
    for started, since in ended:
        at = now - started * day
        ended_at = None if since is None else now - since * day
        rows.append(
            StaffSessionFactory(
                staff=world.bo, started_at=at, last_used_at=at, ended_at=ended_at
            ).pk
        )
    task = housekeeping.tasks()["forget_log_ins"]
    assert housekeeping.run(task, timezone.now)
    left = set(StaffSession.objects.filter(staff=world.bo).values_list("pk", flat=True))
    assert left == {rows[1], rows[3], rows[4]}
    event = AccessLog.objects.get(event="sessions.removed")
    assert event.count == 2
