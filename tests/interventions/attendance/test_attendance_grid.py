"""The grid of attendance: many placements, few statements, and at most 24 hours a day in all."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.attendance import actions
from interventions.attendance.models import Attendance
from interventions.attendance.views import NOTHING_CHANGED
from mia.audit.models import AccessLog
from tests import factories

MONDAY = date(2021, 3, 8)


def page_of(placement, number=1):
    return f"/vardar/{placement.host_id}/narvaro/?vecka=2021-W10&page={number}"


def case_page(enrolment):
    return f"/deltagare/{enrolment.pk}/narvaro/?vecka=2021-W10"


def square(placement, text):
    return f"h-{placement.pk.hex}-{text}"


def typed(placements, **hours):
    """What the squares of each placement are sent with; they were empty before."""
    sent = {}
    for placement in placements:
        for day, value in hours.items():
            sent[square(placement, day.removeprefix("d"))] = value
    return sent


@pytest.fixture
def many(world, placed):
    """63 placements at the host, whose attendance Anna enters."""
    placements = [placed]
    for number in range(62):
        case = factories.case(world.os, world.anna, given_name=f"Prov{number:02}")
        row = factories.PlacementFactory(
            enrolment=case, host=placed.host, started_on=date(2021, 3, 1)
        )
        placements.append(row)
    return placements


def test_a_host_with_many_is_shown_by_pages_that_are_saved_each(world, login, placed, many):
    client = login(world.anna)
    first = client.get(page_of(placed))
    second = client.get(page_of(placed, 2))
    shown = [response.context["form"].placements for response in (first, second)]
    assert [len(rows) for rows in shown] == [50, 13]
    assert {row.pk for rows in shown for row in rows} == {row.pk for row in many}
    page = first.content.decode()
    assert "1–50 av 63 placeringar" in page
    assert 'href="?vecka=2021-W10&amp;page=2"' in page
    days = [name for name in second.context["form"].squares if "vecka" not in name]
    everything = dict.fromkeys(days, "2")
    response = client.post(page_of(placed, 2), everything)
    assert response.status_code == 302
    assert response.url == page_of(placed, 2)
    assert Attendance.objects.filter(placement__in=shown[1]).count() == 13 * 7
    assert not Attendance.objects.filter(placement__in=shown[0]).exists()
    whole = dict.fromkeys(first.context["form"].fields, "0")
    assert client.post(page_of(placed), whole).status_code == 302, "within what Django takes"


def test_only_those_whose_squares_are_shown_are_recorded_as_viewed(world, login, placed, many):
    """Nobody of the next page, nor a colleague's participant whose attendance is not Anna's."""
    factories.PlacementFactory(
        enrolment=world.colleagues, host=placed.host, started_on=date(2021, 3, 1)
    )
    factories.ReadAccessFactory(enrolment=world.colleagues, staff=world.anna)
    response = login(world.anna).get(page_of(placed))
    shown = {row.enrolment.participant_id for row in response.context["form"].placements}
    assert len(shown) == 50
    assert set(AccessLog.objects.latest("pk").participants) == shown


def test_many_squares_take_as_many_statements_as_one(world, login, many, placed):
    client, costs = login(world.anna), []
    log = AccessLog.objects.filter(event="attendance.recorded")
    shown = client.get(page_of(placed)).context["form"].placements
    client.post(page_of(placed), typed(shown[:1], d0312="1"))  # what a process reads once
    for sent, hours in ((shown[:1], {"d0308": "2"}), (shown[:40], {"d0309": "2", "d0310": "3"})):
        with CaptureQueriesContext(connection) as statements:
            assert client.post(page_of(placed), typed(sent, **hours)).status_code == 302
        costs.append(len(statements))
        people = {row.enrolment.participant_id for row in sent}
        assert people <= set(log.latest("pk").participants)
    assert log.latest("pk").count == 80
    assert costs[0] == costs[1]
    assert costs[1] <= 30, "577 before, with a statement or more for each square"
    assert Attendance.objects.filter(first_on=date(2021, 3, 10), minutes=180).count() == 40


def test_nothing_changed_is_told_and_not_logged_as_a_write(world, login, placed):
    client = login(world.anna)
    sent = typed([placed], d0308="2")
    assert client.post(case_page(world.own), sent).status_code == 302
    again = sent | {f"before-{square(placed, '0308')}": "120"}
    response = client.post(case_page(world.own), again, follow=True)
    assert NOTHING_CHANGED in response.content.decode()
    assert AccessLog.objects.filter(event="attendance.recorded").count() == 1


def test_changed_and_emptied_squares_are_saved_together(world, login, placed):
    client = login(world.anna)
    assert (
        client.post(case_page(world.own), typed([placed], d0308="2", d0309="3")).status_code == 302
    )
    former = Attendance.objects.get(placement=placed, first_on=date(2021, 3, 9))
    sent = typed([placed], d0308="", d0309="4", d0310="5")
    sent |= {f"before-{square(placed, '0308')}": "120", f"before-{square(placed, '0309')}": "180"}
    assert client.post(case_page(world.own), sent).status_code == 302
    rows = placed.attendance.order_by("first_on").values_list("first_on", "minutes")
    assert list(rows) == [(date(2021, 3, 9), 240), (date(2021, 3, 10), 300)]
    assert placed.attendance.get(first_on=date(2021, 3, 9)).pk == former.pk


@pytest.mark.parametrize(
    ("week", "day", "is_refused"),
    [("168", "1", True), ("150", "18,5", True), ("150", "18", False), ("160", "", False)],
)
def test_a_week_at_one_place_and_days_at_another_are_at_most_24_hours_a_day(
    world, login, placed, week, day, is_refused
):
    other = factories.PlacementFactory(enrolment=world.own, started_on=date(2021, 3, 1))
    sent = typed([placed], dvecka=week) | typed([other], d0310=day)
    response = login(world.anna).post(case_page(world.own), sent)
    if not is_refused:
        assert response.status_code == 302
        return
    errors = response.context["form"].errors
    assert set(errors) == {square(placed, "vecka"), square(other, "0310")}
    assert "mer än 24 timmar om dagen" in str(errors)
    assert not Attendance.objects.filter(enrolment=world.own).exists()


def test_what_is_registered_elsewhere_counts_too(world, login, placed):
    """Another host's grid is not on this page, and its hours are."""
    other = factories.PlacementFactory(enrolment=world.own, started_on=date(2021, 3, 1))
    of = {"placement": other, "enrolment": world.own}
    factories.AttendanceFactory(
        **of, first_on=MONDAY, last_on=date(2021, 3, 14), minutes=actions.DAY_MINUTES * 7 - 60
    )
    client = login(world.anna)
    response = client.post(page_of(placed), typed([placed], d0310="1,5"))
    assert "24 timmar om dagen" in str(response.context["form"].errors[square(placed, "0310")])
    assert client.post(page_of(placed), typed([placed], d0310="1")).status_code == 302


def test_a_row_says_what_the_heading_does_not(world, login, placed):
    """Who is at the host; where one is, in the participant's own grid; and each square's day."""
    client = login(world.anna)
    page = client.get(page_of(placed)).content.decode()
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "Ekdal" in row
    assert f'<div class="fw-normal">{placed.workplace}' not in row
    page = client.get(case_page(world.own)).content.decode()
    assert '<th scope="col">Arbetsplats</th>' in page
    assert f'<th scope="row">{placed.workplace}</th>' in page
    assert 'data-day="Hela veckan"' in page
