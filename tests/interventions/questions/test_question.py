"""A leader asks about a contact, the worker answers, and the question is closed."""

import html

import pytest
from django.db import connection
from django.utils import timezone

from interventions.questions.models import ContactQuestion
from interventions.questions.queries import waiting_for
from interventions.removals.models import ContactRemoval
from mia.core.uuid7 import uuid7
from tests import factories

MANY = """
    INSERT INTO interventions_contactquestion
    SELECT (jsonb_populate_record(q, jsonb_build_object(
        'id', gen_random_uuid(), 'asked_by_id', q.answered_by_id
    ))).*
    FROM interventions_contactquestion q, generate_series(1, 10000)
    WHERE q.id = %s
"""
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
    assert anna.post(answer_page, {"text": TOLD}).status_code == 302, "sent twice it is one"


def test_what_is_typed_when_a_colleague_answers_first_is_kept(world, login, contact):
    question = factories.ContactQuestionFactory(contact=contact, asked_by=world.leader)
    page = f"/fragor/{question.pk}/svara/"
    assert login(world.anna).post(page, {"text": TOLD}).status_code == 302
    answer = login(world.dan).post(page, {"text": "Nej, hon talar svenska."})
    assert answer.status_code == 409
    told = text_of(answer)
    assert TOLD in told
    assert "Nej, hon talar svenska.</textarea>" in told
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == (TOLD, world.anna)
    later = text_of(login(world.dan).get(page))
    assert TOLD in later
    assert "<textarea" not in later


def test_who_may_only_read_is_offered_no_button_that_is_refused(world, login, contact):
    """Bo has handed the case over, and reads it for some days."""
    factories.ReadAccessFactory(enrolment=world.own, staff=world.bo)
    type(contact).objects.filter(pk=contact.pk).update(staff=world.bo)
    question = factories.ContactQuestionFactory(contact=contact, asked_by=world.leader)
    bo, page = login(world.bo), f"{contact.get_absolute_url()}fragor/"
    assert page in text_of(bo.get("/idag/"))
    assert page in text_of(bo.get(contact.get_absolute_url()))
    assert question.text in text_of(bo.get(page))
    for text in (text_of(bo.get("/idag/")), text_of(bo.get(page))):
        assert f"/fragor/{question.pk}/svara/" not in text
    assert "Ställ frågan" not in text_of(bo.get(page))
    assert bo.post(page, {"text": ASKED, "key": uuid7()}).status_code == 403
    assert "Ställ frågan" in text_of(login(world.anna).get(page))


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


def test_what_waits_is_found_without_reading_every_question(world, as_user, contact):
    """Ten thousand questions of others, which are answered."""
    question = factories.ContactQuestionFactory(contact=contact, asked_by=world.leader)
    answered = factories.ContactQuestionFactory(
        contact=contact, asked_by=world.leader, is_answered=True
    )
    with connection.cursor() as cursor:
        cursor.execute(MANY, [answered.pk])
        cursor.execute("ANALYZE interventions_contactquestion, interventions_contact")
    for who, found in ((world.anna, [question]), (world.leader, [answered])):
        with as_user(who):
            rows = waiting_for(who, timezone.now())
            plan = rows.explain()
            assert list(rows) == found
        assert "Seq Scan on interventions_contactquestion" not in plan
        assert "contactquestion_open" in plan
        assert "contactquestion_answered" in plan
