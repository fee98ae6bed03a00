"""Placements: who may, hours by date, what is refused, and where attendance counts."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from interventions.hosts.models import Host
from interventions.placements.queries import list_placements
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories
from tests.interventions.cases.pages import page_of
from tests.interventions.placements.sent import day, facts, url

WEEK = "?vecka=2021-W10"  # Monday 2021-03-08 to Sunday 2021-03-14


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_a_placement_with_its_plan_and_first_hours(world, login, host, who):
    client, form = login(getattr(world, who)), facts(host)
    for _ in range(2):  # a form that is sent twice makes one row
        assert client.post(url(world.own), form).status_code == 302
    placement = world.own.placements.get()
    assert list(placement.steps.values_list("started_on", "hours")) == [(date(2021, 3, 10), 2)]
    assert placement.plan.expectations == "Att träffa folk."
    log = AccessLog.objects.get(event="placement.begun")
    assert log.participants == [world.own.participant_id]
    assert "Började arbetsträning på Caféet i Stuvsta" in page_of(client, world.own)
    section = client.get(url(world.own, "delar/placeringar")).content.decode()
    assert "Prova på." in section
    section = login(world.coordinator).get(url(world.own, "delar/placeringar")).content.decode()
    assert "Caféet i Stuvsta" in section
    assert "Prova på." not in section, "a plan is as confidential as a note"


def test_hours_are_stepped_up_and_those_ahead_take_effect_by_themselves(world, login, placed):
    client, today = login(world.anna), world.today
    ahead = today + timedelta(days=30)
    steps = ((date(2021, 4, 1), 9), (today, 14), (ahead, 15))
    for started_on, hours in steps:
        sent = {"started_on": f"{started_on}", "hours": hours}
        assert client.post(f"/placeringar/{placed.pk}/timmar/", sent).status_code == 302
    page = client.get(url(world.own, "placeringar")).content.decode()
    assert "14 h i veckan" in page
    assert f'15 h från <span class="text-nowrap">{ahead}</span> (15 timmar eller mer)' in page
    (row,) = list_placements(world.leader, world.own, ahead)
    assert (row.current.hours, row.current.is_ordinary, row.coming) == (15, True, [])
    (row,) = list_placements(world.leader, world.own, date(2021, 3, 31))
    assert row.current.hours == 2


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"host": ""}, "host", "Välj värd"),
        ({"workplace": "=1+1"}, "workplace", "börja med"),
        ({"started_on": "2021-02-01"}, "started_on", "började 2021-03-01"),
        ({"hours": "41"}, "hours", ""),
        ({"hours": "0"}, "hours", ""),
        ({"purpose": ""}, "purpose", "Fyll i"),
        ({"planned_until": "2021-03-01"}, "planned_until", "före den första"),
        ({"started_on": "2021-03-11"}, "started_on", "redan placerad"),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, placed, changes, field, message):
    other = factories.HostFactory()
    host = placed.host if "2021-03-11" in changes.values() else other
    response = login(world.anna).post(url(world.own), facts(host) | changes)
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert world.own.placements.count() == 1


def test_a_step_before_its_start_is_refused(world, login, placed):
    sent = {"started_on": "2021-03-09", "hours": "5"}
    response = login(world.anna).post(f"/placeringar/{placed.pk}/timmar/", sent)
    assert "började 2021-03-10" in " ".join(response.context["form"].errors["started_on"])
    assert placed.steps.count() == 1


def test_a_full_agreement_warns_and_never_blocks(world, login, host):
    agreement = factories.AgreementFactory(
        host=host, delprojekt=world.os, places=1, ended_on=date(2099, 12, 31)
    )
    factories.PlacementFactory(
        enrolment=world.protected, host=host, agreement=agreement, started_on=date(2021, 3, 2)
    )
    sent = facts(host, agreement=str(agreement.pk))
    response = login(world.bo).post(url(world.colleagues), sent, follow=True)
    assert "Avtalet hade ingen ledig plats den dagen." in response.content.decode()
    assert world.colleagues.placements.filter(agreement=agreement).exists()
    page = login(world.bo).get(host.get_absolute_url()).content.decode()
    assert "Fler än avtalet" in page
    assert "Hemmansson" not in page, "a protected participant is counted and not told of"


def test_an_agreement_of_another_host_is_refused(world, login, host):
    other = factories.AgreementFactory(delprojekt=world.os)
    response = login(world.anna).post(url(world.own), facts(host, agreement=str(other.pk)))
    assert "annan värd" in " ".join(response.context["form"].errors["agreement"])


def test_a_host_that_is_used_is_not_deleted(world, login, placed):
    client = login(world.cecilia)  # who sees neither the placement nor the participant
    page = client.post(f"/vardar/{placed.host_id}/ta-bort/", follow=True).content.decode()
    assert "kan inte tas bort" in page
    assert Host.objects.filter(pk=placed.host_id).exists()
    unused = factories.HostFactory()
    assert client.post(f"/vardar/{unused.pk}/ta-bort/").status_code == 302
    assert not Host.objects.filter(pk=unused.pk).exists()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("559999-0008", None),
        ("5599990008", None),
        ("559999-0009", "sista siffran"),
        ("55999900", "tio siffror"),
        ("19850709-9805", "tio siffror"),
        ("850709-9805", "personnummer"),
    ],
)
def test_an_organisation_number_and_its_duplicate(world, login, number, message):
    client = login(world.anna)
    sent = {"name": "Prov AB", "kind": "ASF", "least_hours": "2", "organisation_number": number}
    response = client.post("/vardar/ny/", sent | {"key": str(uuid7())})
    if message:
        assert message in " ".join(response.context["form"].errors["organisation_number"])
        return
    assert response.status_code == 302
    response = client.post("/vardar/ny/", sent | {"name": "En annan", "key": str(uuid7())})
    assert "redan en värd" in " ".join(response.context["form"].errors["organisation_number"])


def test_the_grid_becomes_participation_time(world, login, placed):
    client = login(world.anna)
    page = client.get(f"/vardar/{placed.host_id}/narvaro/{WEEK}")
    assert "Ekdal" in page.content.decode()
    sent = {day(placed, "0310"): "2", day(placed, "0312"): "1,5"}
    sent |= {f"before-{name}": "0" for name in sent}
    assert client.post(f"/vardar/{placed.host_id}/narvaro/{WEEK}", sent).status_code == 302
    rows = placed.attendance.order_by("first_on").values_list("first_on", "minutes")
    assert list(rows) == [(date(2021, 3, 10), 120), (date(2021, 3, 12), 90)]
    report = client.get(url(world.own, "narvarorapport")).content.decode()
    assert "4,5" in report, "an hour of contact and three and a half of work training"
    log = AccessLog.objects.filter(event__contains="attendance.recorded").latest("pk")
    assert world.own.participant_id in log.participants


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({"0309": "2"}, "0309", "började 2021-03-10"),
        ({"0310": "24,5"}, "0310", "Högst 24"),
        ({"0310": "-1"}, "0310", "noll"),
        ({"0310": "två"}, "0310", "siffror"),
    ],
)
def test_attendance_that_cannot_be_is_told_at_its_square(
    world, login, placed, sent, field, message
):
    typed = {day(placed, name): value for name, value in sent.items()}
    typed |= {day(placed, "0311"): "3"}
    response = login(world.anna).post(url(world.own, "narvaro") + WEEK, typed)
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[day(placed, field)])
    assert not placed.attendance.exists(), "all or nothing"
    assert 'value="3"' in response.content.decode(), "nothing typed is lost"


def test_days_and_week_overlap_and_somebody_was_first(world, login, placed):
    client, page = login(world.anna), url(world.own, "narvaro") + "?vecka=2021-W11"
    monday = day(placed, "0315")
    assert client.post(page, {monday: "2", f"before-{monday}": "0"}).status_code == 302
    week = day(placed, "vecka")
    both = {monday: "2", f"before-{monday}": "120", week: "9", f"before-{week}": "0"}
    response = client.post(page, both)
    assert "antingen dagar eller vecka" in " ".join(response.context["form"].errors[week])
    instead = both | {monday: ""}
    assert client.post(page, instead).status_code == 302, "a day gives its place to the week"
    row = placed.attendance.get()
    assert (row.first_on, row.last_on, row.minutes) == (date(2021, 3, 15), date(2021, 3, 21), 540)
    response = client.post(page, {week: "5", f"before-{week}": "120"})
    assert "Någon annan har ändrat" in " ".join(response.context["form"].errors[week])


def test_a_week_over_the_end_of_a_month_is_entered_by_day(world, login, placed):
    week = day(placed, "vecka")
    response = login(world.anna).post(url(world.own, "narvaro") + "?vecka=2021-W13", {week: "9"})
    assert "månadsskifte" in " ".join(response.context["form"].errors[week])


def test_two_places_are_together_at_most_a_day(world, login, placed):
    other = factories.PlacementFactory(enrolment=world.own, started_on=date(2021, 3, 10))
    sent = {day(placed, "0311"): "13", day(other, "0311"): "12"}
    response = login(world.anna).post(url(world.own, "narvaro") + WEEK, sent)
    assert "mer än 24 timmar" in str(response.context["form"].errors)
    assert not placed.attendance.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 0},
        {"minutes": 1441},
        {"last_on": date(2021, 3, 17), "minutes": 60},
        {"first_on": date(2021, 3, 29), "last_on": date(2021, 4, 2)},
    ],
)
def test_the_database_refuses_what_does_not_go_together(world, placed, wrong):
    of = {"placement": placed, "enrolment": world.own}
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.AttendanceFactory(**of, **wrong)


def test_who_may_not_open_the_case_is_not_in_the_grid(world, login, placed):
    """A placement at the same host of somebody else's participant, and of a protected one."""
    for enrolment in (world.colleagues, world.protected):
        factories.PlacementFactory(
            enrolment=enrolment, host=placed.host, started_on=date(2021, 3, 10)
        )
    page = f"/vardar/{placed.host_id}/narvaro/{WEEK}"
    shown = {who: login(getattr(world, who)).get(page).content.decode() for who in ("bo", "leader")}
    assert "Åsberg" in shown["bo"]
    assert "Ekdal" not in shown["bo"]
    for text in shown.values():
        assert "Hemmansson" not in text
    assert "Ekdal" in shown["leader"]


def test_an_end_tells_why_and_keeps_what_is_registered(world, login, placed):
    client = login(world.anna)
    of = {"placement": placed, "enrolment": world.own}
    factories.HoursStepFactory(**of, started_on=date(2021, 6, 1), hours=9)
    factories.AttendanceFactory(**of, first_on=date(2021, 5, 3))
    sent = {"ended_on": "2021-05-01", "end_reason": "HALSA", "result": "INGET", "version": "1"}
    page = f"/placeringar/{placed.pk}/avsluta/"
    response = client.post(page, sent)
    assert "Närvaro är registrerad efter" in " ".join(response.context["form"].errors["ended_on"])
    assert client.post(page, sent | {"ended_on": "2021-05-31"}).status_code == 302
    placed.refresh_from_db()
    assert (placed.ended_on, placed.end_reason) == (date(2021, 5, 31), "HALSA")
    stale = client.post(page, sent | {"ended_on": "2021-05-31", "end_reason": "PLANERAT"})
    assert stale.status_code == 409
    placed.refresh_from_db()
    assert placed.end_reason == "HALSA"
    assert placed.steps.count() == 1, "a step that would come later goes"
