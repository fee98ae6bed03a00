"""A leader asks about a contact, the worker answers, and the question is closed."""

import html

import pytest

from interventions.questions.models import ContactQuestion
from interventions.removals.models import ContactRemoval
from mia.core.uuid7 import uuid7
from tests import factories

ASKED, TOLD = "Behövdes tolk?", "Ja, och den kom."


@pytest.fixture(autouse=True)
def _none_yet(world):
    ContactQuestion.objects.all().delete()


@pytest.fixture
def contact(world):
    return factories.ContactFactory(enrolment=world.own, staff=world.anna, channel="MOTE")


def text_of(response):
    return html.unescape(response.content.decode())


def test_it_is_asked_answered_and_closed(world, login, contact):
    leader, anna, key = login(world.leader), login(world.anna), uuid7()
    page = f"{contact.get_absolute_url()}fragor/"
    assert page in text_of(leader.get(contact.get_absolute_url()))
    for _ in range(2):
        assert leader.post(page, {"text": ASKED, "key": key}).status_code == 302
    question = ContactQuestion.objects.get()
    assert "tolk" not in str(ContactQuestion.objects.values_list("text", flat=True).get())
    assert "Fråga från" in text_of(anna.get("/idag/"))
    assert "Fråga från" not in text_of(leader.get("/idag/"))
    answer_page = f"/fragor/{question.pk}/svara/"
    assert ASKED in text_of(anna.get(answer_page))
    assert anna.post(answer_page, {"text": TOLD}).status_code == 302
    assert "Fråga från" not in text_of(anna.get("/idag/"))
    assert "Svar från" in text_of(leader.get("/idag/"))
    assert TOLD in text_of(leader.get(page))
    assert anna.post(answer_page, {"text": "Nej."}).status_code == 404, "it is closed"


@pytest.mark.parametrize(("who", "status"), [("bo", 404), ("cecilia", 404), ("coordinator", 403)])
def test_who_does_not_work_with_the_case_asks_nothing(world, login, contact, who, status):
    url = f"{contact.get_absolute_url()}fragor/"
    assert login(getattr(world, who)).get(url).status_code == status


def test_a_question_outlives_its_contact(world, login, contact):
    factories.ContactQuestionFactory(contact=contact, asked_by=world.leader)
    client = login(world.anna)
    client.post(f"{contact.get_absolute_url()}ta-bort/", {"reason": "DUBBEL"})
    question = ContactQuestion.objects.get()
    assert question.contact_id is None
    assert client.get(f"/fragor/{question.pk}/svara/").status_code == 404
    assert "Fråga från" not in text_of(client.get("/idag/"))


def test_a_restored_contact_has_its_questions_again(world, login, contact):
    answered = factories.ContactQuestionFactory(
        contact=contact, asked_by=world.leader, is_answered=True
    )
    question = factories.ContactQuestionFactory(contact=contact, asked_by=world.leader)
    other = factories.ContactFactory(enrolment=world.own, staff=world.anna, channel="MEDDELANDE")
    others = factories.ContactQuestionFactory(contact=other, asked_by=world.leader)
    client = login(world.anna)
    for removed in (contact, other):
        client.post(f"{removed.get_absolute_url()}ta-bort/", {"reason": "DUBBEL"})
    removal = ContactRemoval.objects.get(contact=contact.pk)
    assert client.post(removal.get_absolute_url()).status_code == 302
    about = dict(ContactQuestion.objects.values_list("pk", "contact"))
    assert about == {answered.pk: contact.pk, question.pk: contact.pk, others.pk: None}
    assert "Fråga från" in text_of(client.get("/idag/"))
