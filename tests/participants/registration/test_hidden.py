"""Registering and searching by hand tell nothing about persons whom one may not see, and numbers
that are tried are counted, limited and noted (docs/security.md §5).
"""

import logging
import re
from datetime import date, timedelta

import pytest

from mia.audit.models import AccessLog
from mia.core import personnummer
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment
from participants.people import limits
from participants.people.models import Participant, PersonalNumber, UnknownNumber
from participants.waiting.models import WaitingEnrolment
from tests import factories
from tests.participants.registration.forms import URL, form

SEARCH = "/deltagare/sok/"


@pytest.fixture
def hidden(world):
    return factories.case(
        world.hbs, world.cecilia, given_name="Dold", protection="SEKRETESSMARKERING"
    )


def number_of(enrolment):
    return PersonalNumber.objects.get(participant=enrolment.participant).number


def test_the_answer_is_that_of_a_registration_for_a_colleague(world, login, hidden):
    """Nothing is written but what waits, and the one who may decide gets all that was said."""
    persons, enrolments = Participant.objects.count(), Enrolment.objects.count()
    assignments = Assignment.objects.count()
    client = login(world.anna)
    sent = {"education": "GYMNASIUM", "sus_consent_on": "2021-03-02"}
    waits = client.post(URL, form(world.os, world.bo, number=number_of(hidden), **sent))
    told = [str(message) for message in client.get(waits.url).context["messages"]]
    counts = (Participant.objects.count(), Enrolment.objects.count(), Assignment.objects.count())
    assert counts == (persons, enrolments, assignments)
    goes_in = client.post(URL, form(world.os, world.bo, **sent))
    assert (goes_in.status_code, goes_in.url) == (waits.status_code, waits.url)
    assert [str(message) for message in client.get(goes_in.url).context["messages"]] == told
    row = WaitingEnrolment.objects.get()
    assert (row.participant, row.registered_by) == (hidden.participant, world.anna)
    login(world.leader).post(f"/vantar/{row.pk}/godkann/")
    made = Enrolment.objects.get(participant=hidden.participant, delprojekt=world.os)
    assert made.education == "GYMNASIUM"
    staff = Assignment.objects.filter(enrolment=made).values_list("staff", flat=True)
    assert set(staff) == {world.leader.pk, world.bo.pk}


@pytest.mark.parametrize(
    "wrong",
    [
        {"started_on": "2021-03-01", "referred_on": "2021-04-01"},
        {"labour_status": "SYSSELSATT", "unemployed_since": "2021-01-01"},
        {"sus_consent_on": "2999-01-01"},
    ],
)
def test_a_mistake_elsewhere_in_the_form_gives_the_same_answer(world, login, hidden, wrong):
    """Otherwise a form that cannot be saved would tell, and leave nothing behind."""
    client = login(world.anna)
    errors = []
    for number in (number_of(hidden), "19900807-2382"):
        answer = client.post(URL, form(world.os, world.anna, number=number, **wrong))
        errors.append(answer.context["form"].errors)
    assert errors[0] == errors[1] != {}
    assert not WaitingEnrolment.objects.exists()


def test_the_access_log_names_the_hidden_person_and_no_other(world, login, hidden):
    login(world.anna).post(URL, form(world.os, world.anna, number=number_of(hidden)))
    log = AccessLog.objects.filter(actor=world.anna.pk).get()
    assert log.participants == [hidden.participant.pk]
    assert log.event == "enrolment.set_waiting participant.register_refused"


def test_the_same_form_twice_waits_once(world, login, hidden):
    client, sent = login(world.anna), form(world.os, world.anna, number=number_of(hidden))
    client.post(URL, sent)
    client.post(URL, sent)
    assert WaitingEnrolment.objects.count() == 1


def numbers(count):
    day = date(1981, 1, 1)
    return [
        personnummer.test_number(day + timedelta(days=extra), "M").number for extra in range(count)
    ]


def test_search_by_number_answers_the_same_and_only_so_often(world, login, hidden, caplog):
    client = login(world.anna)
    tried = [number_of(hidden), *numbers(limits.MOST_BY_HAND - 1)]
    pages = set()
    for number in tried:
        page = client.post(SEARCH, {"q": number}).content.decode()
        pages.add(re.sub(f'{number}|csrfmiddlewaretoken" value="[^"]*"', "", page))
    assert len(pages) == 1
    assert not caplog.records
    with caplog.at_level(logging.WARNING, logger="mia.alarm"):
        page = client.post(SEARCH, {"q": number_of(world.own)}).content.decode()
    assert limits.TOO_MANY_BY_HAND in page
    assert "Ekdal" not in page
    (record,) = caplog.records
    assert record.getMessage() == f"number.limited staff={world.anna.pk} count=30"
    log = AccessLog.objects.get(event="number.limited")
    assert (log.actor, log.action) == (world.anna.pk, "denied")
    answer = client.post(URL, form(world.os, world.anna))
    assert answer.context["form"].errors["number"] == [limits.TOO_MANY_BY_HAND]
    assert "Ekdal" in client.post(SEARCH, {"q": "Ekdal"}).content.decode()
    assert login(world.bo).post(SEARCH, {"q": tried[0]}).status_code == 200


def test_a_number_that_one_sees_is_not_counted(world, login):
    login(world.anna).post(SEARCH, {"q": number_of(world.own)})
    assert not UnknownNumber.objects.exists()


def test_few_numbers_of_one_birth_date_are_registered(world, login):
    """TF numbers: Skatteverket's test series has two numbers a day, real numbers have hundreds."""
    client = login(world.anna)
    for extra in range(limits.MOST_OF_ONE_BIRTH + 1):
        sent = form(
            world.os, world.anna, number=f"19900807-TF{extra:02}", is_tf="on", is_another="on"
        )
        answer = client.post(URL, sent)
    assert answer.context["form"].errors["number"] == [limits.TOO_MANY_OF_ONE_BIRTH]
    assert Participant.objects.filter(birth_date=date(1990, 8, 7)).count() == 10


def test_nobody_removes_what_was_counted(world, as_user):
    factories.UnknownNumberFactory(staff=world.anna)
    with as_user(world.anna):
        assert UnknownNumber.objects.update(staff=world.bo) == 0
        assert UnknownNumber.objects.all().delete()[0] == 0
        assert UnknownNumber.objects.count() == 1
    with as_user(world.bo):
        assert not UnknownNumber.objects.exists()


def test_a_number_that_is_refused_for_a_person_is_counted(world, login, hidden):
    client = login(world.anna)
    version = world.own.participant.version
    address = f"/deltagare/{world.own.pk}/person/nummer/"
    client.post(address, {"number": number_of(hidden), "version": version})
    assert UnknownNumber.objects.filter(staff=world.anna).count() == 1
