"""Transitions: planned, met together, received, started or not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from interventions.transitions.models import Transition
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from participants.caseload.queries import CaseloadSelection, selected_enrolments
from participants.seams import QUEUES
from tests import factories
from tests.interventions.cases.pages import page_of

TODAY = date.today()


@pytest.fixture(autouse=True)
def _none_yet(world):
    Transition.objects.filter(enrolment=world.own).delete()


def url(enrolment):
    return f"{enrolment.get_absolute_url()}overgangar/"


def typed(**changes):
    return {
        "receiver": "AF",
        "unit": "Rusta och matcha",
        "receiver_role": "arbetsförmedlare",
        "planned_on": "2021-05-01",
        "met_on": "2021-05-10",
        "state": "PLANERAD",
        "key": str(uuid7()),
    } | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_planned_met_and_started(world, login, who):
    client, form = login(getattr(world, who)), typed()
    for _ in range(2):  # a form that is sent twice makes one row
        assert client.post(url(world.own), form).status_code == 302
    row = world.own.transitions.get()
    change = f"/overgangar/{row.pk}/"
    assert client.get(change).status_code == 200
    sent = form | {"state": "STARTAD", "started_on": "2021-06-01", "version": 1}
    assert client.post(change, sent).status_code == 302
    assert client.post(change, sent).status_code == 409, "somebody was first"
    events = ("transition.planned", "transition.changed")
    log = AccessLog.objects.filter(event__in=events, action="write")
    assert [one.participants for one in log] == [[world.own.participant_id]] * 2
    page = page_of(client, world.own)
    for text in ("planerades", "gemensamt möte", "började"):
        assert f"Övergång till Arbetsförmedlingen{':' if 'möte' in text else ''} {text}" in page
    section = client.get(f"{world.own.get_absolute_url()}delar/overgangar/").content.decode()
    assert "Rusta och matcha, arbetsförmedlare." in section


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"receiver": ""}, "receiver", "Välj vem"),
        ({"receiver": "ANNAN", "unit": ""}, "unit", "Skriv vem"),
        ({"planned_on": "2021-02-28"}, "planned_on", "började 2021-03-01"),
        ({"met_on": "2021-02-28"}, "met_on", "började 2021-03-01"),
        ({"state": "STARTAD"}, "started_on", "Ange dagen"),
        ({"started_on": "2021-06-01"}, "state", "Har börjat"),
        ({"state": "STARTAD", "started_on": f"{TODAY + timedelta(1)}"}, "started_on", "framtiden"),
        ({"state": "KANSKE"}, "state", ""),
        ({"receiver": "KOMMUN"}, "receiver", "redan en planerad"),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, changes, field, message):
    factories.TransitionFactory(enrolment=world.own, receiver="KOMMUN")
    response = login(world.anna).post(url(world.own), typed(**changes))
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert world.own.transitions.count() == 1


@pytest.mark.parametrize(
    "facts", [{"state": "STARTAD"}, {"started_on": date(2021, 6, 1)}], ids=["no day", "a day"]
)
def test_the_database_keeps_state_and_day_together(world, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.TransitionFactory(enrolment=world.own, **facts)


@pytest.mark.parametrize(("days", "waits"), [(28, True), (27, False)])
def test_a_transition_without_an_answer_waits_after_four_weeks(world, days, waits):
    Transition.objects.all().delete()
    planned_on = TODAY - timedelta(days=days)
    row = factories.TransitionFactory(enrolment=world.own, planned_on=planned_on)
    queue = next(queue for queue in QUEUES if queue.slug == "overgang")
    waiting = selected_enrolments(world.anna, CaseloadSelection(queue=queue), TODAY)
    assert waiting.exists() is waits
    Transition.objects.filter(pk=row.pk).update(state="EJ_STARTAD")
    assert not waiting.all().exists()
