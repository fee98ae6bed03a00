"""The page of today for those who lead: what they follow of a delprojekt, counted and listed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from interventions.today import lists
from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.organisation.absences.models import Absence
from participants.delprojekt_lists import DELPROJEKT_LISTS
from participants.enrolments.models import Enrolment
from tests import factories
from tests.interventions.cases.pages import statements

URL = "/idag/OS/"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
# Statements that keep the session: in a test at each request, else once in a while.
SESSION = 2
SLUGS = ["nyinskrivna", "avslutade", "remisser", "utan-kontakt", "metoder", "placeringar"]
SLUGS += ["metoder-borjade", "metoder-slutade", "overlamningar", "tiden"]
LONG_AGO = date(2021, 3, 1)
COUNTED = ("waiting", "ending", "changed")


def numbers(client, url=URL):
    """The numbers of the page by the slug of their list, and that each has its link."""
    page = client.get(url)
    counted = [one for part in COUNTED for one in page.context[part]]
    for one in counted:
        assert f'href="{url}{one.slug}/"' in page.content.decode()
    return {one.slug: one.number for one in counted}


def listed(client, slug, url=URL):
    """The persons of a list, in order."""
    rows = client.get(f"{url}{slug}/").context["rows"]
    return [row.entry.participant for row in rows]


def friday_of(today):
    """The day of the last Friday at 17 that has passed."""
    return lists.watched_at(None, timezone.localtime()).since.date()


def calm(world, *, family_name, responsible=None, **facts):
    """An open case of long ago with a contact today and nothing that ends."""
    facts = {"started_on": LONG_AGO, **facts}
    enrolment = factories.case(
        world.os, responsible or world.anna, given_name="Ola", family_name=family_name, **facts
    )
    factories.ContactFactory(enrolment=enrolment, held_on=world.today, staff=world.bo)
    long_registered(enrolment)
    return enrolment


def long_registered(*enrolments):
    """As if they had been registered long ago."""
    keys = [enrolment.pk for enrolment in enrolments]
    Enrolment.objects.filter(pk__in=keys).update(registered_at=timezone.now() - timedelta(days=90))


@pytest.fixture
def leader(world, login):
    """The world's own cases were registered long ago, and had a contact today."""
    for enrolment in (world.own, world.colleagues, world.elsewhere, world.protected):
        factories.ContactFactory(enrolment=enrolment, held_on=world.today)
    long_registered(world.own, world.colleagues, world.elsewhere, world.protected)
    return login(world.leader)


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


# --- what is in each list


def test_those_longest_without_contact_stand_first_with_their_worker(world, leader):
    today = world.today
    for name, days in (("Trettio", 30), ("Trettioett", 31), ("Femtio", 50)):
        enrolment = factories.case(
            world.os, world.bo, started_on=LONG_AGO, given_name="Ola", family_name=name
        )
        factories.ContactFactory(enrolment=enrolment, held_on=today - timedelta(days=days))
    never = factories.case(
        world.os, None, started_on=today - timedelta(days=40), given_name="Ola", family_name="Ny"
    )
    paused = factories.case(world.os, world.bo, started_on=LONG_AGO)
    factories.PauseFactory(enrolment=paused, started_on=today, ended_on=None)
    assert never.started_on < today - timedelta(days=30)
    assert listed(leader, "utan-kontakt") == ["Ola Femtio", "Ola Ny", "Ola Trettioett"]
    page = leader.get(f"{URL}utan-kontakt/").content.decode()
    assert "50 dagar sedan kontakt" in page
    assert "Bo Provsson" in page
    assert "Ingen ansvarig" in page


@pytest.mark.parametrize(
    ("months", "days", "is_told"),
    [(12, 30, True), (12, 31, False), (12, -5, True), (None, 0, False)],
)
def test_whose_time_ends(world, leader, months, days, is_told):
    """The last day is so many days ahead; without a limit no time ends."""
    if months is not None:
        factories.TimeLimitFactory(delprojekt=world.os, months=months, started_on=date(2010, 1, 1))
    last_day = world.today + timedelta(days=days)
    after = last_day + timedelta(days=1)
    started_on = after.replace(year=after.year - 1)
    long_registered(calm(world, family_name="Tid", started_on=started_on))
    Enrolment.objects.filter(pk__in=[world.own.pk, world.colleagues.pk]).update(
        started_on=world.today
    )
    assert listed(leader, "tiden") == (["Ola Tid"] if is_told else [])


def test_an_extension_moves_the_end_on(world, leader):
    factories.TimeLimitFactory(delprojekt=world.os, months=12, started_on=date(2010, 1, 1))
    enrolment = calm(world, family_name="Mer")
    before = listed(leader, "tiden")
    assert "Ola Mer" in before
    for number in range(3):
        factories.ExtensionFactory(
            enrolment=enrolment, months=24, decided_on=LONG_AGO + timedelta(days=number)
        )
    assert "Ola Mer" not in listed(leader, "tiden")


@pytest.mark.parametrize(
    ("ends", "other", "is_told"),
    [(0, None, True), (30, None, True), (31, None, False), (-1, None, False), (9, 31, False)],
)
def test_which_methods_end_with_nothing_after(world, leader, ends, other, is_told):
    enrolment = calm(world, family_name="Metod")
    factories.MethodWorkFactory(
        enrolment=enrolment, method="SE", ended_on=world.today + timedelta(days=ends)
    )
    if other is not None:
        factories.MethodWorkFactory(
            enrolment=enrolment, method="IPS", ended_on=world.today + timedelta(days=other)
        )
    assert listed(leader, "metoder") == (["Ola Metod"] if is_told else [])


@pytest.mark.parametrize(
    ("planned", "other", "is_told"),
    [
        (0, None, True),
        (30, None, True),
        (31, None, False),
        (-1, None, False),
        (9, {"planned_until": 31}, False),
        (9, {"planned_until": None}, False),
        (9, {"planned_until": 8}, True),
    ],
)
def test_which_placements_end_with_nothing_after(world, leader, planned, other, is_told):
    enrolment = calm(world, family_name="Plats")
    day = world.today + timedelta(days=planned)
    factories.PlacementFactory(enrolment=enrolment, planned_until=day)
    if other is not None:
        days = other["planned_until"]
        until = None if days is None else world.today + timedelta(days=days)
        factories.PlacementFactory(enrolment=enrolment, planned_until=until)
    assert ("Ola Plats" in listed(leader, "placeringar")) is is_told


def test_who_is_new(world, leader):
    friday = friday_of(world.today)
    calm(world, family_name="Planerad", started_on=friday + timedelta(days=1))
    calm(world, family_name="Fredag", started_on=friday)
    late = calm(world, family_name="Efterhand", started_on=friday - timedelta(days=9))
    before = calm(world, family_name="Innan", started_on=friday - timedelta(days=9))
    moment = datetime.combine(friday, lists.WEEK_ENDS_AT, tzinfo=STOCKHOLM)
    Enrolment.objects.filter(pk=late.pk).update(registered_at=moment)
    second = timedelta(seconds=1)
    Enrolment.objects.filter(pk=before.pk).update(registered_at=moment - second)
    told = {"Ola Efterhand"}
    if world.today > friday:
        told |= {"Ola Planerad"}
    assert set(listed(leader, "nyinskrivna")) == told


@pytest.mark.parametrize(
    ("days", "registered", "is_told"),
    [(0, 0, True), (-1, 0, False), (-40, 1, True), (-40, 0, False)],
)
def test_who_has_left(world, leader, days, registered, is_told):
    """The last day and the registration of it are so many days from the Friday."""
    friday = friday_of(world.today)
    ended_on = friday + timedelta(days=days)
    enrolment = calm(world, family_name="Slut", ended_on=ended_on, exit_reason_id="FLYTT")
    Enrolment.objects.filter(pk=enrolment.pk).update(
        exit_registered_on=friday + timedelta(days=registered)
    )
    is_over = ended_on < world.today
    assert listed(leader, "avslutade") == (["Ola Slut"] if is_told and is_over else [])


@pytest.mark.parametrize(
    ("started", "ended", "slug", "is_told"),
    [
        (1, None, "metoder-borjade", True),
        (0, None, "metoder-borjade", False),
        (-50, 0, "metoder-slutade", True),
        (-50, -1, "metoder-slutade", False),
    ],
)
def test_which_methods_began_and_ended(world, leader, started, ended, slug, is_told):
    friday = friday_of(world.today)
    enrolment = calm(world, family_name="Metod")
    factories.MethodWorkFactory(
        enrolment=enrolment,
        method="SE",
        started_on=friday + timedelta(days=started),
        ended_on=None if ended is None else friday + timedelta(days=ended),
    )
    has_come = started <= 0 or friday < world.today
    is_over = ended is None or friday < world.today
    assert ("Ola Metod" in listed(leader, slug)) is (is_told and has_come and is_over)


@pytest.mark.parametrize("facts", [{"before": True}, {"undone": True}])
def test_which_handovers_are_told(world, leader, facts):
    since = lists.watched_at(None, timezone.localtime()).since
    row = factories.CaseHandoverFactory(
        enrolment=world.own, handed_over_at=since, former=world.dan, successor=world.bo
    )
    assert listed(leader, "overlamningar") == ["Ylva Ekdal"]
    assert "från Dan Provsson till Bo Provsson" in text_of(leader, "overlamningar")
    if facts.get("before"):
        row.handed_over_at = since - timedelta(seconds=1)
    else:
        row.undone_at, row.undone_by = timezone.now(), world.leader
    row.save()
    assert listed(leader, "overlamningar") == []


def text_of(client, slug):
    return client.get(f"{URL}{slug}/").content.decode().replace("Från", "från")


def test_which_referrals_are_told(world, login, leader):
    """By those who register participants; a protected person's by the alias."""
    referral = factories.ReferralFactory(delprojekt=world.os)
    hidden = factories.ReferralFactory(
        delprojekt=world.os, protection="SEKRETESSMARKERING", family_name="Dold"
    )
    elsewhere = factories.ReferralFactory(delprojekt=world.hbs)
    names = listed(leader, "remisser")
    assert set(names) == {str(referral), hidden.alias}
    assert str(elsewhere) not in names
    assert reverse("participants:referral", args=[referral.pk]) in text_of(leader, "remisser")
    assert login(world.coordinator).get(f"{URL}remisser/").status_code == 404


# --- who works, and who is away


def worker_rows(client):
    return {row.staff.username: row for row in client.get(URL).context["staff"].workers}


def test_the_workers_with_cases_and_hours(world, leader):
    day = world.today - timedelta(days=6)
    factories.ContactFactory(enrolment=world.own, staff=world.bo, held_on=day, minutes=45)
    factories.ContactFactory(
        enrolment=world.own, staff=world.bo, held_on=day - timedelta(days=1), minutes=400
    )
    factories.ContactFactory(
        enrolment=world.colleagues, staff=world.bo, held_on=day, minutes=30, outcome="UTEBLIVEN"
    )
    factories.ContactFactory(enrolment=world.protected, staff=world.bo, held_on=day, minutes=60)
    rows = worker_rows(leader)
    assert {name: (row.cases, row.others) for name, row in rows.items()} == {
        "anna": (1, 1),  # the protected one is counted, and not listed
        "bo": (1, 0),
        "dan": (0, 0),
        "ledare": (0, 0),
    }
    assert (rows["bo"].minutes, rows["bo"].time_text) == (45, "45 min")
    page = leader.get(f"{URL}handlaggare/{world.bo.pk}/")
    assert len(page.context["cases"]) == rows["bo"].cases
    assert sum(row.minutes for row in page.context["contacts"]) == rows["bo"].minutes
    assert "Göran Åsberg" in page.content.decode()


def test_ceilings_are_for_those_who_assign_staff(world, login, leader):
    factories.MethodCeilingFactory(method="CM", cases=1, started_on=world.today)
    for enrolment in (world.own, world.protected):
        enrolment.methods.update(staff=world.anna, method="CM")
    row = worker_rows(leader)["anna"]
    assert row.load_texts == ["Case management: 2 av högst 1"]
    assert row.full == ["Case management: 1 över taket"]
    assert "1 över taket" in leader.get(URL).content.decode()
    row = worker_rows(login(world.coordinator))["anna"]
    assert (row.cases, row.others, row.load_texts, row.full) == (1, 0, [], [])


def test_a_worker_of_another_delprojekt_has_no_page_here(world, leader):
    assert leader.get(f"{URL}handlaggare/{world.bo.pk}/").status_code == 200
    assert leader.get(f"{URL}handlaggare/{world.cecilia.pk}/").status_code == 404
    assert leader.get(f"{URL}handlaggare/999999/").status_code == 404


def test_who_is_away_now_and_next_week(world, leader):
    today = world.today
    next_sunday = today + timedelta(days=13 - today.weekday())
    away = {"delprojekt": world.os, "registered_by": world.leader}
    factories.AbsenceFactory(staff=world.anna, substitute=world.dan, **away)
    factories.AbsenceFactory(
        staff=world.dan, substitute=world.cecilia, started_on=next_sunday, **away
    )
    factories.AbsenceFactory(
        staff=world.bo, substitute=world.dan, started_on=next_sunday + timedelta(days=1), **away
    )
    factories.AbsenceFactory(
        staff=world.cecilia, substitute=world.bo, delprojekt=world.hbs, registered_by=world.leader
    )
    Absence.objects.filter(staff=world.anna).update(ended_on=next_sunday)
    rows = leader.get(URL).context["staff"].absences
    assert [(row.absence.staff, row.problem) for row in rows] == [
        (world.anna, "Ersättaren är också borta"),
        (world.dan, "Ersättaren arbetar inte här"),
    ]
    assert [row.has_begun for row in rows] == [True, False]
    table = worker_rows(leader)
    assert table["anna"].absence is not None
    assert table["dan"].absence is None, "not away today"


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
