"""Nobody forgotten: long without contact, a gap that is coming, and what silences them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.contacts.models import Contact
from interventions.methods.models import MethodWork
from participants.assignments.models import Assignment
from tests import factories

URL = "/kontinuitet/"


@pytest.fixture(autouse=True)
def _all_is_well(world, today):
    """Each case has had contact this week, with a method that goes on."""
    Contact.objects.update(held_on=today - timedelta(days=7), outcome="GENOMFORD", channel="MOTE")


def names_on(client, address=URL):
    page = client.get(address).content.decode()
    return [name for name in ("Ekdal", "Åsberg", "Lindö", "Hemmansson") if name in page]


def end_method(world, today, days):
    MethodWork.objects.filter(enrolment=world.own).update(ended_on=today + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "is_told"), [(-1, False), (0, True), (14, True), (15, False), (None, False)]
)
def test_what_ends_and_is_not_followed_is_told_two_weeks_ahead(world, login, today, days, is_told):
    if days is not None:
        end_method(world, today, days)
    assert names_on(login(world.leader)) == (["Ekdal"] if is_told else [])
    assert ("Uppehåll på väg" in login(world.anna).get("/idag/").content.decode()) is is_told


@pytest.mark.parametrize("what", ["booking", "method", "pause", "exit"])
def test_what_follows_silences_it(world, login, today, what):
    end_method(world, today, 3)
    client = login(world.leader)
    assert names_on(client) == ["Ekdal"]
    if what == "booking":
        day = today + timedelta(days=20)
        booking = factories.BookingFactory(enrolment=world.own, staff=world.anna, held_on=day)
        assert names_on(client) == []
        booking.cancelled_on = today
        booking.save()
        assert names_on(client) == ["Ekdal"]
        return
    if what == "method":
        follows = today + timedelta(days=10)
        factories.MethodWorkFactory(enrolment=world.own, method="SE", started_on=follows)
    if what == "pause":
        factories.PauseFactory(enrolment=world.own, started_on=today, ended_on=None)
    if what == "exit":
        world.own.exit_reason_id, world.own.ended_on = "FLYTT", today
        world.own.save()
    assert names_on(client) == []


@pytest.mark.parametrize(("days", "is_told"), [(30, False), (31, True)])
def test_long_without_contact_unless_paused(world, login, today, days, is_told):
    Contact.objects.filter(enrolment=world.own).update(held_on=today - timedelta(days=days))
    leader, anna = login(world.leader), login(world.anna)
    waiting = "Ingen kontakt på 30 dagar"
    assert names_on(leader) == (["Ekdal"] if is_told else [])
    assert (waiting in anna.get("/idag/").content.decode()) is is_told
    factories.PauseFactory(enrolment=world.own, started_on=today, ended_on=None)
    assert names_on(leader) == []
    assert waiting not in anna.get("/idag/").content.decode()


def test_a_worker_who_is_away_for_long_leaves_a_gap(world, login, today):
    """Unless somebody else is responsible too."""
    facts = {"staff": world.bo, "substitute": world.dan, "delprojekt": world.os}
    factories.AbsenceFactory(**facts, started_on=today, ended_on=today + timedelta(days=20))
    client = login(world.leader)
    assert names_on(client) == ["Åsberg"]
    factories.AssignmentFactory(enrolment=world.colleagues, staff=world.dan)
    assert names_on(client) == []


def test_each_sees_their_own_and_leaders_their_delprojekt(world, login, today):
    Contact.objects.update(held_on=today - timedelta(days=40))
    assert names_on(login(world.anna)) == ["Ekdal", "Hemmansson"]
    assert names_on(login(world.bo)) == ["Åsberg"]
    assert names_on(login(world.leader)) == ["Ekdal", "Åsberg"]
    assert names_on(login(world.other_leader)) == ["Lindö"]
    assert login(world.coordinator).get(URL).status_code == 403
    Assignment.objects.filter(enrolment=world.colleagues).delete()
    assert names_on(login(world.leader)) == ["Ekdal", "Åsberg"], "nobody is responsible"


def test_one_case_asks_as_much_as_fifty(world, login, today):
    client, counts = login(world.leader), []
    for more in (1, 20):
        for _ in range(more):
            factories.case(world.os, world.anna, started_on="2021-05-01")
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        counts.append(len(captured))
    assert counts[0] == counts[1]
