"""Thirty personal numbers in an hour, then the second factor again; who looks further is seen."""

import logging
import time
from datetime import timedelta

import pytest
from allauth.account.internal.flows import login as login_flow
from django.urls import reverse
from django.utils import timezone

from mia.audit.models import AccessLog
from participants.profile.access import REVEALS_PER_HOUR
from tests.audit.test_history import sql
from tests.factories import AccessLogFactory


def has_revealed(user, count, **facts):
    facts = {"action": "reveal", "event": "number.revealed", "actor": user.pk} | facts
    return AccessLogFactory.create_batch(count, **facts)


@pytest.fixture
def reveal(world, login):
    """`reveal(client)`: ask for Ylva's whole number, and tell whether it was shown."""
    url = reverse("participants:reveal", args=[world.own.pk])
    number = world.own.participant.personal_numbers.get().number

    def _reveal(client, **headers):
        response = client.post(url, headers=headers)
        shown = f"{number[:8]}-{number[8:]}" in response.content.decode()
        return response.status_code, shown

    return _reveal


def test_the_thirtieth_is_shown_and_the_next_is_refused(world, login, reveal, caplog):
    client = login(world.anna)
    has_revealed(world.anna, REVEALS_PER_HOUR - 1)
    assert reveal(client) == (200, True)
    with caplog.at_level(logging.WARNING, logger="mia.alarm"):
        assert reveal(client) == (429, False)
    row = AccessLog.objects.get(action="alarm")
    assert (row.actor, row.event) == (world.anna.pk, "number.reveal_refused")
    assert row.participants == [world.own.participant_id]
    (line,) = [record.getMessage() for record in caplog.records if record.name == "mia.alarm"]
    assert line == f"number.reveal_refused, staff {world.anna.pk}"


def test_the_refusal_says_why_and_what_to_do(world, login):
    has_revealed(world.anna, REVEALS_PER_HOUR)
    client, url = login(world.anna), reverse("participants:reveal", args=[world.own.pk])
    page = client.post(url).content.decode()
    assert "Du har visat 30 personnummer på kort tid" in page
    fragment = client.post(url, headers={"HX-Request": "true"})
    assert fragment.status_code == 200, "htmx shows no other"
    assert "Numret visas inte" in fragment.content.decode()


def test_what_was_shown_more_than_an_hour_ago_does_not_count(world, login, reveal):
    has_revealed(world.anna, REVEALS_PER_HOUR, at=timezone.now() - timedelta(minutes=61))
    assert reveal(login(world.anna)) == (200, True)


def test_what_others_were_shown_does_not_count(world, login, reveal):
    has_revealed(world.dan, REVEALS_PER_HOUR)
    assert reveal(login(world.anna)) == (200, True)


def gave(client, user, **record):
    """As allauth records that the session has given a password, code or passkey."""
    session = client.session
    session[login_flow.AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session[login_flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()


@pytest.mark.parametrize(("minutes_ago", "answer"), [(1, (200, True)), (30, (429, False))])
def test_after_the_second_factor_the_count_begins_again(world, login, reveal, minutes_ago, answer):
    has_revealed(world.anna, REVEALS_PER_HOUR, at=timezone.now() - timedelta(minutes=10))
    client = login(world.anna)
    gave(client, world.anna, method="mfa", at=time.time() - minutes_ago * 60)
    assert reveal(client) == answer


def test_a_password_given_again_is_not_a_second_factor(world, login, reveal):
    has_revealed(world.anna, REVEALS_PER_HOUR, at=timezone.now() - timedelta(minutes=10))
    client = login(world.anna)
    gave(client, world.anna, method="password", at=time.time())
    assert reveal(client) == (429, False)


def test_one_counts_only_for_oneself(world, as_user):
    has_revealed(world.dan, 3)
    for user, count in ((world.anna, 0), (world.dan, 3)):
        with as_user(user):
            assert sql("SELECT app.count_own_reveals(NULL)") == [(count,)]
