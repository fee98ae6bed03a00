"""The attendance report: what it holds, who prints it, and what is noted."""

import html
import re
from datetime import date, time

import pytest
from django.db import connection
from django.http import Http404

from interventions.contacts.models import Contact
from mia import audit
from mia.access import identity
from mia.audit.models import AccessLog
from mia.core.period import Period
from participants.enrolments.access import get_visible
from reporting.documents import attendance
from tests import factories

MARCH = Period.month("2021-03")


def contact(enrolment, day, minutes=60, **more):
    return factories.ContactFactory(
        enrolment=enrolment, held_on=date(2021, 3, day), minutes=minutes, **more
    )


def report(user, enrolment, month=MARCH):
    with identity.acting_as(user.pk, source="test"):
        audit.begin()
        return attendance.attendance(user, get_visible(user, enrolment.pk), month)


@pytest.fixture(autouse=True)
def _no_access_log_left():
    yield
    audit.end()


def test_it_holds_participation_time_and_nothing_else(world):
    contact(
        world.own, 2, 45, channel="TELEFON", method="SE", staff=world.anna, started_at=time(9, 30)
    )
    contact(world.own, 3, 30, channel="MEDDELANDE")
    contact(world.own, 4, 30, channel="MYNDIGHET")
    contact(world.own, 5, 30, outcome="UTEBLIVEN")
    contact(world.own, 6, 30, outcome="AVBOKAD")
    factories.ContactFactory(enrolment=world.own, held_on=date(2021, 4, 1))
    contact(world.colleagues, 2)
    document = report(world.anna, world.own)
    assert [(row.held_on.day, row.minutes) for row in document.occasions] == [(1, 60), (2, 45)]
    second = document.occasions[1]
    assert (second.clock, second.channel, second.method, second.staff) == (
        "09.30–10.15",
        "telefon",
        "supported employment",
        "Anna Provsson",
    )
    assert (document.minutes, document.hours) == (105, "1,8")
    assert document.file_name == "narvarorapport_2021-03.pdf"
    text = html.unescape(document.pdf()[0])
    for words in (
        "Ylva Ekdal",
        document.number,
        "MIA Vidare",
        "Supported employment",
        "105 minuter, 1,8 timmar",
    ):
        assert words in text
    assert "Anteckning om" not in text


def test_an_older_enrolment_carries_the_project_s_reference(world):
    type(world.own)._base_manager.filter(pk=world.own.pk).update(
        project=factories.EsfProjectFactory(code="MIA")
    )
    assert "MIA, diarienummer 2016/00403" in report(world.anna, world.own).pdf()[0]


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [([3], "0,1"), ([2], "0,0"), ([50, 7], "1,0"), ([45, 45, 45], "2,3"), ([9], "0,2")],
)
def test_hours_are_those_of_the_esf_file(world, minutes, hours):
    """One decimal, half up, rounded once; the same minutes as the view that esf-deltagare sums."""
    for day, each in enumerate(minutes, 2):
        contact(world.elsewhere, day, each)
    Contact.objects.filter(enrolment=world.elsewhere, held_on=date(2021, 3, 1)).delete()
    document = report(world.cecilia, world.elsewhere)
    assert document.hours == hours
    with identity.acting_as(world.other_leader.pk, source="test"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(minutes), round(sum(minutes) / 60.0, 1) FROM reporting_time"
            " WHERE enrolment_id = %s AND held_on BETWEEN %s AND %s",
            [world.elsewhere.pk, MARCH.first_on, MARCH.last_on],
        )
        total, rounded = cursor.fetchone()
    assert (document.minutes, document.hours) == (total, str(rounded).replace(".", ","))


def test_who_may_print_it(world, login):
    path = f"/deltagare/{world.own.pk}/narvarorapport/2021-03/"
    protected = f"/deltagare/{world.protected.pk}/narvarorapport/2021-03/"
    answers = {
        who: (
            login(getattr(world, who)).get(path).status_code,
            login(getattr(world, who)).get(protected).status_code,
        )
        for who in (
            "anna",
            "dan",
            "bo",
            "cecilia",
            "leader",
            "other_leader",
            "coordinator",
            "investigator",
            "admin",
        )
    }
    assert answers == {
        "anna": (200, 200),
        "dan": (200, 404),
        "bo": (404, 404),
        "cecilia": (404, 404),
        "leader": (200, 404),
        "other_leader": (404, 404),
        "coordinator": (200, 404),
        "investigator": (404, 404),
        "admin": (404, 404),
    }


def test_the_report_asks_the_visibility_filter_itself(world):
    """The system passes row-level security, so that only the visibility filter can refuse Bo."""
    with identity.acting_as(identity.SYSTEM, source="test"):
        audit.begin()
        for who, enrolment in (("bo", world.own), ("leader", world.protected)):
            with pytest.raises(Http404):
                attendance.attendance(getattr(world, who), enrolment, MARCH)
        assert attendance.attendance(world.anna, world.own, MARCH).minutes == 60


def test_each_print_is_noted_and_the_file_names_nobody(world, login):
    response = login(world.anna).get(f"/deltagare/{world.own.pk}/narvarorapport/2021-03/")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="narvarorapport_2021-03.pdf"'
    assert response["Cache-Control"] == "no-store"
    row = AccessLog.objects.latest("pk")
    assert (row.action, row.event, row.participants, row.extra) == (
        audit.Action.PRINT,
        "attendance.printed",
        [world.own.participant_id],
        {"month": "2021-03"},
    )
    assert str(world.own.pk) not in row.route


def test_the_months_to_choose(world, login):
    contact(world.own, 9, 30)
    factories.ContactFactory(enrolment=world.own, held_on=date(2021, 5, 1), minutes=90)
    factories.ContactFactory(enrolment=world.own, held_on=date(2021, 4, 1), channel="MEDDELANDE")
    factories.AttendanceFactory(enrolment=world.own, first_on=date(2021, 6, 1), minutes=120)
    text = login(world.anna).get(f"/deltagare/{world.own.pk}/narvarorapport/").content.decode()
    months = ["2021-06", "2021-05", "2021-03"]  # the first has attendance at a placement alone
    assert re.findall(r"narvarorapport/(\d{4}-\d\d)/", text) == months
    numbers = ["1", "2,0", "1", "1,5", "2", "1,5"]
    assert re.findall(r'<td class="num[^"]*">([\d,]+)</td>', text) == numbers
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]
    assert "Ekdal" not in title
    assert login(world.bo).get(f"/deltagare/{world.own.pk}/narvarorapport/").status_code == 404
    for month in ("2021-13", "mars", "0000-01"):
        assert (
            login(world.anna).get(f"/deltagare/{world.own.pk}/narvarorapport/{month}/").status_code
            == 404
        )


def test_a_month_without_occasions_says_so(world):
    text = report(world.anna, world.own, Period.month("2021-07")).pdf()[0]
    assert "Du har inte deltagit vid något tillfälle" in text
    assert "0 tillfällen, 0 minuter, 0,0 timmar" in text
