"""Queues: what waits for whom, counted on the page of today and listed among the participants."""

import re
from datetime import timedelta

import pytest

from participants.caseload import queries
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.seams import QUEUES
from tests import factories

URL = "/deltagare/"
SLUGS = {
    "kontakt",
    "start",
    "samtycke",
    "overlamna",
    "tid",
    "overgang",
    "uppfoljning",
    "kvar",
    "fraga",
    "svar",
    "plan",
    "uppehall",
    "manadstraff",
}
SLUGS |= {"avslut", "arbetsgivare"}
COMPLETE = {"labour_status": "SYSSELSATT", "education": "GYMNASIUM"}
COUNTER = re.compile(r'\?ko=(\w+)">[^<]+</a> <span class="number">(\d+)</span>')


def counters(client):
    page = client.get("/idag/").content.decode()
    return {slug: int(number) for slug, number in COUNTER.findall(page)}


def listed(client, slug):
    return {row.pk for row in client.get(f"{URL}?ko={slug}").context["rows"]}


def calm_case(delprojekt, responsible, today, **facts):
    """A case that waits for nothing."""
    long_ago = today - timedelta(days=200)
    facts = {"started_on": long_ago, **COMPLETE, **facts}
    enrolment = factories.case(delprojekt, responsible, **facts)
    factories.ConsentFactory(enrolment=enrolment)
    factories.ContactFactory(enrolment=enrolment, held_on=today - timedelta(days=30))
    return enrolment


def test_every_queue_is_declared_by_a_feature():
    assert {queue.slug for queue in QUEUES} == SLUGS
    assert len(QUEUES) == len(SLUGS)


@pytest.mark.parametrize("who", ["anna", "bo", "cecilia", "dan", "leader", "coordinator"])
def test_the_counter_is_the_length_of_the_list(world, login, who, today):
    place = world.hbs if who == "cecilia" else world.os
    person = getattr(world, who)
    if who in {"anna", "bo", "cecilia"}:
        calm_case(place, person, today)
        calm_case(place, person, today, education="OKAND")
        world.own.consents.all().delete()
    client = login(person)
    lengths = {slug: len(listed(client, slug)) for slug in SLUGS}
    assert counters(client) == {slug: length for slug, length in lengths.items() if length}
    assert bool(counters(client)) is (who in {"anna", "bo", "cecilia"})


def test_a_queue_holds_ones_own_cases_only(world, login):
    assert listed(login(world.anna), "start") == {world.own.pk, world.protected.pk}
    assert listed(login(world.bo), "start") == {world.colleagues.pk}
    assert listed(login(world.cecilia), "start") == {world.elsewhere.pk}
    assert listed(login(world.dan), "start") == set(), "a colleague's case is not one's own"
    assert listed(login(world.leader), "start") == set()


def test_a_case_that_waits_for_nothing_is_in_no_queue(world, login, today):
    enrolment = calm_case(world.os, world.anna, today)
    for slug in SLUGS:
        assert enrolment.pk not in listed(login(world.anna), slug), slug


def test_an_ended_case_waits_for_nothing(world, login, today):
    facts = {"work_after": "INGET", "study_after_percent": 0, "seeking_after": False}
    Enrolment.objects.filter(pk=world.own.pk).update(ended_on=today, exit_reason="FLYTT", **facts)
    for slug in SLUGS:
        assert world.own.pk not in listed(login(world.anna), slug), slug


@pytest.mark.parametrize(
    ("contact", "waits"),
    [
        ({"days": 0}, False),
        ({"days": 30}, False),
        ({"days": 31}, True),
        ({"days": 1, "outcome": "UTEBLIVEN"}, True),
        ({"days": 1, "channel": "MEDDELANDE"}, True),
    ],
)
def test_what_counts_as_a_recent_contact(world, login, today, contact, waits):
    enrolment = calm_case(world.os, world.anna, today)
    enrolment.contacts.all().delete()
    held_on = today - timedelta(days=contact.pop("days"))
    factories.ContactFactory(enrolment=enrolment, held_on=held_on, **contact)
    assert (enrolment.pk in listed(login(world.anna), "kontakt")) is waits


def test_a_new_enrolment_does_not_wait_for_a_contact_yet(world, login, today):
    for days, waits in ((30, False), (31, True)):
        started_on = today - timedelta(days=days)
        enrolment = factories.case(world.os, world.anna, started_on=started_on)
        assert (enrolment.pk in listed(login(world.anna), "kontakt")) is waits, days


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({"withdrawn_on": None}, False),
        ({"withdrawn_on": 0}, True),
        ({"withdrawn_on": 1}, False),
        ({"kind": "ENKAT"}, True),
    ],
)
def test_which_consent_holds(world, login, today, facts, waits):
    enrolment = calm_case(world.os, world.anna, today)
    if facts.get("withdrawn_on") is not None:
        facts["withdrawn_on"] = today + timedelta(days=facts["withdrawn_on"])
    Consent.objects.filter(enrolment=enrolment).update(**facts)
    assert (enrolment.pk in listed(login(world.anna), "samtycke")) is waits


def test_a_queue_does_not_change_the_filters_that_are_kept(world, login):
    client = login(world.leader)
    client.get(URL + "?visa=alla&status=alla&ordning=namn")
    page = client.get(URL + "?ko=start").content.decode()
    assert "Visa hela listan" in page
    assert 'name="status"' not in page
    assert client.session["caseload"]["status"] == "alla"


def test_the_pages_of_a_queue_stay_in_the_queue(world, login, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    page = login(world.anna).get(URL + "?ko=start").content.decode()
    assert "?ko=start&amp;sida=2" in page


def test_an_unknown_queue_is_the_usual_list(world, login):
    answer = login(world.anna).get(URL + "?ko=finnsinte")
    assert answer.context["selection"].queue is None
    assert {row.pk for row in answer.context["rows"]} == {world.own.pk, world.protected.pk}
