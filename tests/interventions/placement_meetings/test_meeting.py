"""The monthly meeting of three parties: who reads it, what is refused, who waits for one."""

from datetime import date, timedelta

import pytest

from interventions.placement_meetings.models import PlacementMeeting
from mia.core.uuid7 import uuid7
from participants.caseload.queries import CaseloadSelection, selected_enrolments
from participants.seams import QUEUES
from tests import factories

TODAY = date(2021, 5, 10)


@pytest.fixture
def placed(world):
    return factories.PlacementFactory(
        enrolment=world.own, started_on=date(2021, 3, 10), registered_by=world.anna
    )


def sent(**changes):
    return {
        "held_on": "2021-04-12",
        "attendees": "Deltagaren, Kim Prov och MIA",
        "summary": "Vill prova kassan.",
        "next_step": "Fem timmar från maj.",
        "next_on": "2021-05-12",
        "key": str(uuid7()),
    } | changes


def test_a_meeting_is_read_by_those_who_read_notes(world, login, placed):
    client, form = login(world.anna), sent()
    for _ in range(2):  # a form that is sent twice makes one row
        assert client.post(f"/placeringar/{placed.pk}/traff/", form).status_code == 302
    meeting = placed.meetings.get()
    assert (meeting.summary, meeting.next_on) == ("Vill prova kassan.", date(2021, 5, 12))
    section = f"{world.own.get_absolute_url()}delar/traffar/"
    assert "Vill prova kassan." in login(world.leader).get(section).content.decode()
    assert login(world.coordinator).get(section).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"held_on": "2021-03-09"}, "held_on", "började 2021-03-10"),
        ({"held_on": f"{date.today() + timedelta(days=1)}"}, "held_on", "framtiden"),
        ({"attendees": ""}, "attendees", "vilka som var med"),
        ({"summary": ""}, "summary", "kom fram till"),
        ({"held_on": "2021-04-01"}, "held_on", "redan en träff"),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, placed, changes, field, message):
    factories.PlacementMeetingFactory(
        placement=placed, enrolment=world.own, held_on=date(2021, 4, 1)
    )
    response = login(world.anna).post(f"/placeringar/{placed.pk}/traff/", sent(**changes))
    assert message in " ".join(response.context["form"].errors[field])
    assert placed.meetings.count() == 1


@pytest.mark.parametrize(
    ("started_on", "held_on", "waits"),
    [
        (date(2021, 4, 30), None, True),
        (date(2021, 5, 1), None, False),  # it did not run last month
        (date(2021, 3, 10), date(2021, 3, 31), True),
        (date(2021, 3, 10), date(2021, 4, 1), False),
        (date(2021, 3, 10), date(2021, 5, 3), False),
    ],
)
def test_a_month_without_a_meeting_waits(world, placed, started_on, held_on, waits):
    PlacementMeeting.objects.filter(enrolment=world.own).delete()
    type(placed).objects.filter(pk=placed.pk).update(started_on=started_on)
    if held_on:
        factories.PlacementMeetingFactory(placement=placed, enrolment=world.own, held_on=held_on)
    queue = next(queue for queue in QUEUES if queue.slug == "manadstraff")
    waiting = selected_enrolments(world.anna, CaseloadSelection(queue=queue), TODAY)
    assert waiting.filter(pk=world.own.pk).exists() is waits
