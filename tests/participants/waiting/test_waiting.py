"""Enrolments that wait: who sees and decides, and what a decision does."""

import pytest

from mia.audit.models import AccessLog
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.waiting.models import WaitingEnrolment
from tests import factories

URL = "/vantar/"


@pytest.fixture
def waiting(world):
    """Somebody asked to enrol Cecilia's protected participant in OS, with Bo as responsible."""
    hidden = factories.case(
        world.hbs, world.cecilia, given_name="Dold", protection="SEKRETESSMARKERING"
    )
    row = factories.WaitingEnrolmentFactory(
        participant=hidden.participant, delprojekt=world.os, registered_by=world.coordinator
    )
    row.details |= {"staff": world.bo.pk, "consent_on": "2022-05-02", "methods": ["CM"]}
    row.details["facts"] |= {"education": "GYMNASIUM", "income_before": ["LON"]}
    row.save()
    return row


def test_the_leader_of_the_delprojekt_sees_it_and_others_do_not(world, login, waiting):
    page = login(world.leader).get(URL).content.decode()
    assert "Alva Ekman" in page
    assert "Dold" not in page
    assert "Alva" not in login(world.other_leader).get(URL).content.decode()
    for who in ("anna", "coordinator", "investigator", "admin"):
        assert login(getattr(world, who)).get(URL).status_code == 403
    log = AccessLog.objects.filter(actor=world.leader.pk).get()
    assert log.participants == [waiting.participant_id]


def test_row_level_security_says_the_same(world, waiting, as_user):
    for who, seen in (("leader", 1), ("other_leader", 0), ("coordinator", 0), ("bo", 0)):
        with as_user(getattr(world, who)):
            assert WaitingEnrolment.objects.count() == seen
            changed = WaitingEnrolment.objects.filter(pk=waiting.pk).update(state="refused")
            assert changed == seen
            WaitingEnrolment.objects.filter(pk=waiting.pk).update(state="waiting")
    with as_user(None):
        assert not WaitingEnrolment.objects.exists()


def test_accepted_it_is_an_enrolment_with_both_as_responsible(world, login, waiting):
    client = login(world.leader)
    answer = client.post(f"{URL}{waiting.pk}/godkann/")
    enrolment = Enrolment.objects.get(participant=waiting.participant, delprojekt=world.os)
    assert answer.url == enrolment.get_absolute_url()
    assert (enrolment.is_protected, enrolment.registered_by) == (True, world.coordinator)
    assert (enrolment.education, enrolment.income_before) == ("GYMNASIUM", ["LON"])
    assigned = Assignment.objects.filter(enrolment=enrolment)
    assert {row.staff for row in assigned} == {world.leader, world.bo}
    assert Consent.objects.filter(enrolment=enrolment, kind="SUS").exists()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == ("accepted", world.leader)
    assert client.get(answer.url).status_code == 200
    assert client.post(f"{URL}{waiting.pk}/godkann/").status_code == 404
    log = AccessLog.objects.filter(event__contains="enrolment.accepted").get()
    assert waiting.participant_id in log.participants


@pytest.mark.parametrize("ended_on", [None, "2022-06-30"])
def test_accepted_its_methods_are_given(world, login, waiting, ended_on):
    waiting.details["methods"] = ["CM", "IPS"]
    waiting.details["facts"] |= {"ended_on": ended_on, "exit_reason_id": ended_on and "ARBETE"}
    waiting.save()
    login(world.leader).post(f"{URL}{waiting.pk}/godkann/")
    enrolment = Enrolment.objects.get(participant=waiting.participant, delprojekt=world.os)
    given = {
        (row.method, row.staff, row.started_on, row.ended_on) for row in enrolment.methods.all()
    }
    last = enrolment.ended_on
    assert str(last) == str(ended_on)
    assert given == {(name, world.bo, enrolment.started_on, last) for name in ("CM", "IPS")}


def test_refused_nothing_is_registered(world, login, waiting):
    client = login(world.leader)
    client.post(f"{URL}{waiting.pk}/avvisa/")
    assert not Enrolment.objects.filter(
        participant=waiting.participant, delprojekt=world.os
    ).exists()
    assert "Ingen inskrivning väntar på dig" in client.get(URL).content.decode()


def test_what_cannot_be_enrolled_says_why_and_goes_on_waiting(world, login, waiting):
    factories.EnrolmentFactory(participant=waiting.participant, delprojekt=world.os)
    client = login(world.leader)
    client.post(f"{URL}{waiting.pk}/godkann/")
    assert "redan inskriven" in client.get(URL).content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_protection_that_was_asked_for_is_set_when_it_is_accepted(world, login):
    row = factories.WaitingEnrolmentFactory(
        participant=world.elsewhere.participant, delprojekt=world.os
    )
    row.details["protection"] = "SEKRETESSMARKERING"
    row.save()
    login(world.leader).post(f"{URL}{row.pk}/godkann/")
    world.elsewhere.refresh_from_db()
    assert world.elsewhere.is_protected
