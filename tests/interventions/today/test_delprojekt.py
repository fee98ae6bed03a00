"""The page of today for those who lead: what they follow of a delprojekt, counted and listed."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from interventions.today import lists
from mia.access.roles import Role
from mia.audit.models import AccessLog
from participants.delprojekt_lists import DELPROJEKT_LISTS
from participants.enrolments.models import Enrolment
from tests import factories
from tests.interventions.cases.pages import statements
from tests.interventions.today.watched import (
    LONG_AGO,
    SESSION,
    SLUGS,
    STOCKHOLM,
    URL,
    calm,
    friday_of,
    listed,
    numbers,
)

# --- the page


def test_every_list_is_declared_by_a_feature():
    assert {one.slug for one in DELPROJEKT_LISTS} >= set(SLUGS)
    assert len({one.slug for one in DELPROJEKT_LISTS}) == len(DELPROJEKT_LISTS)


def test_a_leader_has_both_parts(world, login):
    """The own queues, with a protected person of one's own, and the way to the delprojekt."""
    factories.AssignmentFactory(enrolment=world.protected, staff=world.leader)
    client = login(world.leader)
    page = client.get("/idag/").content.decode()
    assert "Uppgifter saknas vid start" in page
    assert "Hemmansson" in page
    assert f'hx-get="{URL}"' in page
    assert f'<a href="{URL}">Läget i' in page
    assert "Hemlig Hemmansson" in listed(client, "utan-kontakt")
    assert numbers(client)["utan-kontakt"] == 3


def test_a_worker_has_the_own_part_alone_and_a_coordinator_the_other(world, login):
    assert "Läget i" not in login(world.anna).get("/idag/").content.decode()
    page = login(world.coordinator).get("/idag/").content.decode()
    assert "Läget i" in page
    assert "Grupper" not in page
    assert "Inget väntar" not in page


def test_the_page_fetches_the_parts_without_the_frame(leader):
    fragment = leader.get(URL, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Borta nu och nästa vecka" in fragment


def test_a_delprojekt_of_others_is_not_there(world, login):
    assert login(world.other_leader).get(URL).status_code == 404
    assert login(world.leader).get("/idag/HBS/").status_code == 404
    assert login(world.leader).get("/idag/FINNSINTE/").status_code == 404
    assert login(world.leader).get(f"{URL}finns-inte/").status_code == 404
    assert login(world.anna).get(URL).status_code == 403


def test_who_leads_several_chooses(world, login):
    factories.MembershipFactory(
        staff=world.leader, role=Role.PROJECT_LEADER, delprojekt=world.hbs, team=None
    )
    client = login(world.leader)
    page = client.get(URL).content.decode()
    assert 'href="/idag/HBS/"' in page
    assert listed(client, "utan-kontakt", "/idag/HBS/") == ["Maj Lindö"]
    assert "Maj Lindö" not in listed(client, "utan-kontakt")


@pytest.mark.parametrize(
    ("now", "since"),
    [
        ("2026-11-27 16:59", "2026-11-20 17:00"),
        ("2026-11-27 17:00", "2026-11-27 17:00"),
        ("2026-11-29 09:00", "2026-11-27 17:00"),
        ("2026-11-30 07:30", "2026-11-27 17:00"),
        ("2026-12-03 23:59", "2026-11-27 17:00"),
        ("2026-03-30 08:00", "2026-03-27 17:00"),  # summer time has begun
    ],
)
def test_changes_are_told_since_the_last_friday_at_five(now, since):
    moment = datetime.fromisoformat(now).replace(tzinfo=STOCKHOLM)
    watched = lists.watched_at(None, moment)
    assert f"{watched.since:%Y-%m-%d %H:%M}" == since
    assert (
        watched.since.utcoffset()
        == datetime.fromisoformat(since).astimezone(STOCKHOLM).replace(tzinfo=STOCKHOLM).utcoffset()
    )


# --- each number is the length of its list


def everything(world):
    """Something for each list, of a person whom the leader sees and of the protected one."""
    friday, today = friday_of(world.today), world.today
    for enrolment in (world.own, world.protected):
        factories.MethodWorkFactory(
            enrolment=enrolment, method="SE", started_on=friday + timedelta(days=1)
        )
        factories.MethodWorkFactory(enrolment=enrolment, method="IPS", ended_on=friday)
        factories.CaseHandoverFactory(
            enrolment=enrolment, handed_over_at=timezone.now(), former=world.bo
        )
    for enrolment in (world.colleagues, world.protected):
        enrolment.methods.update(ended_on=today + timedelta(days=9))
        factories.PlacementFactory(
            enrolment=enrolment, planned_until=today + timedelta(days=30), started_on=LONG_AGO
        )
    gone = calm(world, family_name="Borta", ended_on=friday, exit_reason_id="FLYTT")
    factories.ReferralFactory(delprojekt=world.os)
    return gone


@pytest.mark.parametrize("who", ["leader", "coordinator"])
def test_a_number_is_the_length_of_its_list(world, login, leader, who):
    everything(world)
    client = leader if who == "leader" else login(world.coordinator)
    counted = numbers(client)
    assert {slug: len(listed(client, slug)) for slug in counted} == counted
    of_leaders = set() if who == "leader" else {"remisser"}
    assert set(SLUGS) - set(counted) == of_leaders
    empty = {slug for slug in SLUGS if not counted.get(slug)}
    assert empty == of_leaders | {"utan-kontakt", "nyinskrivna", "tiden"}


def test_nobody_reads_of_the_protected_who_may_not(world, login, leader):
    everything(world)
    for client in (leader, login(world.coordinator)):
        for slug in numbers(client):
            assert "Hemmansson" not in client.get(f"{URL}{slug}/").content.decode(), slug
        page = client.get(f"{URL}handlaggare/{world.anna.pk}/").content.decode()
        assert "Hemmansson" not in page


def test_whom_a_list_shows_is_recorded(world, leader):
    Enrolment.objects.get(pk=world.own.pk).contacts.all().delete()
    leader.get(f"{URL}utan-kontakt/")
    route = "GET interventions:followed_list"
    log = AccessLog.objects.filter(actor=world.leader.pk, route=route).get()
    assert log.participants == [world.own.participant_id]


def test_a_list_has_pages(world, leader, monkeypatch):
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    for number in range(2):
        factories.case(world.os, world.bo, started_on=LONG_AGO, family_name=f"Lång{'ab'[number]}")
    first = leader.get(f"{URL}utan-kontakt/")
    assert len(first.context["rows"]) == 1
    assert '"?sida=2"' in first.content.decode()
    second = leader.get(f"{URL}utan-kontakt/?sida=2")
    assert second.context["rows"] != first.context["rows"]
    assert not second.context["has_next"]


# --- cost


@pytest.mark.parametrize("who", ["leader", "coordinator"])
def test_statements_do_not_grow(world, login, leader, who):
    factories.AssignmentFactory(enrolment=world.protected, staff=world.leader)
    client = login(getattr(world, who))
    urls = [URL, f"{URL}utan-kontakt/", f"{URL}handlaggare/{world.bo.pk}/", "/idag/"]
    Enrolment.objects.get(pk=world.own.pk).contacts.all().delete()
    world.colleagues.contacts.all().delete()
    before = {url: len(statements(client, url)) for url in urls}
    for number in range(4):
        enrolment = factories.case(world.os, world.bo, started_on=LONG_AGO)
        factories.ContactFactory(
            enrolment=enrolment, staff=world.bo, held_on=world.today - timedelta(days=number)
        )
        factories.case(world.os, world.bo, started_on=LONG_AGO)
        absent = factories.staff(f"extra{number}", Role.CASE_WORKER, world.os)
        factories.AbsenceFactory(staff=absent, substitute=world.bo, delprojekt=world.os)
    everything(world)
    assert {url: len(statements(client, url)) for url in urls} == before
    assert max(before.values()) <= 15 + SESSION, before
