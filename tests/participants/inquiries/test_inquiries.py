"""A person whom another delprojekt has enrolled too: it is asked, and tells what it may.

Cecilia is responsible in HBS for the person whom Anna registers in OS (docs/security.md §5).
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from mia.audit.models import AccessLog
from participants.consents.models import Disclosure
from participants.enrolments.models import Enrolment
from participants.inquiries import actions
from participants.inquiries.models import Inquiry
from participants.people.models import PersonalNumber
from participants.waiting.models import WaitingEnrolment
from tests import factories
from tests.participants.registration.forms import URL, form
from tests.reporting.documents.test_extract import extract_of, rows_of

TOLD = "Provar på kassan i en butik, två dagar i veckan."
NOBODY = "19900807-2382"


def number_of(enrolment):
    return PersonalNumber.objects.get(participant=enrolment.participant).number


def protect(enrolment):
    enrolment.participant.protection = "SEKRETESSMARKERING"
    enrolment.participant.save()
    enrolment.refresh_from_db()


def register(client, world, number, **changes):
    """Anna registers the number, and asks."""
    sent = form(world.os, world.anna, number=number, asks_elsewhere="on", **changes)
    return client.post(URL, sent)


def answer_url(inquiry):
    return f"/deltagare/{inquiry.enrolment_id}/fragor/{inquiry.pk}/"


def said_to(client, answer):
    """What a page tells the one who registered, where it leads, and what stands in MIA then."""
    told = [str(message) for message in client.get(answer.url).context["messages"]]
    return answer.status_code, answer.url, told


@pytest.mark.parametrize("is_protected", [False, True])
def test_only_that_somebody_asks_and_from_where_is_told(world, login, is_protected):
    if is_protected:
        protect(world.elsewhere)
    register(login(world.anna), world, number_of(world.elsewhere), family_name="Felskriven")
    inquiry = Inquiry.objects.get()
    assert (inquiry.enrolment, inquiry.asking) == (world.elsewhere, world.os)
    assert (inquiry.registered_by, inquiry.is_protected) == (world.anna, is_protected)
    cecilia = login(world.cecilia)
    assert "Fråga från ett annat delprojekt" in cecilia.get("/idag/").content.decode()
    assert str(world.elsewhere.pk) in cecilia.get("/deltagare/?ko=fraga").content.decode()
    for address in (f"/deltagare/{world.elsewhere.pk}/fragor/", answer_url(inquiry)):
        page = cecilia.get(address).content.decode()
        assert world.os.name in page
        for hidden in ("Felskriven", str(world.anna), "2021-03-01"):
            assert hidden not in page
    for who in ("anna", "bo", "leader"):
        assert login(getattr(world, who)).get(answer_url(inquiry)).status_code == 404


def test_who_asks_is_answered_alike_whoever_has_the_number(world, login):
    """For a colleague, as a hidden person's registration looks: nobody, enrolled, protected."""
    protected = factories.case(world.hbs, world.cecilia, protection="SKYDDAD_FOLKBOKFORING")
    client = login(world.anna)
    answers, rows = [], []
    for number in (NOBODY, number_of(world.elsewhere), number_of(protected)):
        answer = register(client, world, number, staff=world.bo.pk)
        answers.append(said_to(client, answer))
        rows.append(Inquiry.objects.count())
    assert answers[0] == answers[1] == answers[2]
    assert rows == [0, 1, 2]
    assert WaitingEnrolment.objects.get().participant == protected.participant
    log = AccessLog.objects.filter(extra__asking=world.os.pk).order_by("pk")
    assert log.count() == 3
    assert protected.participant_id in log.last().participants


def test_the_same_form_twice_and_asking_again_is_one_question(world, login):
    client = login(world.anna)
    sent = form(world.os, world.anna, number=number_of(world.elsewhere), asks_elsewhere="on")
    made = [client.post(URL, sent).url, client.post(URL, sent).url]
    assert made[0] == made[1]
    assert client.post(f"{made[0]}fragor/").status_code == 302
    assert Inquiry.objects.count() == 1


def test_a_closed_case_elsewhere_is_not_asked(world, login):
    world.elsewhere.ended_on, world.elsewhere.exit_reason_id = date(2021, 6, 30), "FLYTT"
    world.elsewhere.save()
    register(login(world.anna), world, number_of(world.elsewhere), started_on="2021-08-02")
    assert not Inquiry.objects.exists()


def test_what_is_told_is_read_by_those_who_work_with_the_person_and_is_a_disclosure(
    world, login, consent
):
    client, cecilia = login(world.anna), login(world.cecilia)
    made = register(client, world, number_of(world.elsewhere)).url
    inquiry = Inquiry.objects.get()
    sent = {"outcome": "BESVARAD", "consent": consent.pk, "text": TOLD}
    assert cecilia.post(answer_url(inquiry), sent).status_code == 302
    page = client.get(f"{made}fragor/").content.decode()
    assert TOLD in page
    assert "gavs 2021-04-01" in page
    assert "Svar från ett annat delprojekt" in client.get("/idag/").content.decode()
    assert Disclosure.objects.get().content == f"svar på en fråga från {world.os.name}"
    log = AccessLog.objects.get(event__contains="inquiry.answered")
    assert world.elsewhere.participant_id in log.participants
    assert TOLD in cecilia.get(f"/deltagare/{world.elsewhere.pk}/registerutdrag/").content.decode()
    for who in ("bo", "coordinator"):
        assert TOLD not in login(getattr(world, who)).get(f"{made}fragor/").content.decode()
    protect(world.elsewhere)  # who is named still reads; the leader does no longer
    assert TOLD in client.get(f"{made}fragor/").content.decode()
    assert login(world.leader).get(f"{made}fragor/").status_code == 404


def test_a_refusal_looks_as_no_answer(world, login):
    client = login(world.anna)
    made = register(client, world, number_of(world.elsewhere)).url
    client.get(made)  # what the registration tells
    before = client.get(f"{made}fragor/").content.decode()
    inquiry = Inquiry.objects.get()
    login(world.cecilia).post(answer_url(inquiry), {"outcome": "AVBOJD", "text": "Aldrig!"})
    inquiry.refresh_from_db()
    assert (inquiry.outcome, inquiry.text, inquiry.answered_by) == ("AVBOJD", None, world.cecilia)
    after = client.get(f"{made}fragor/").content.decode()
    assert "Inget svar finns" in after
    assert without_tokens(after) == without_tokens(before)
    assert not Disclosure.objects.exists()


def without_tokens(page):
    return [line for line in page.splitlines() if "csrf" not in line and "nonce" not in line]


def test_what_is_told_about_a_protected_person_waits_until_one_may_see_the_person(
    world, login, consent, as_user
):
    protect(world.elsewhere)
    register(login(world.anna), world, number_of(world.elsewhere))
    inquiry = Inquiry.objects.get()
    sent = {"outcome": "BESVARAD", "consent": consent.pk, "text": TOLD}
    login(world.cecilia).post(answer_url(inquiry), sent)
    with as_user(world.anna):
        assert not Inquiry.objects.exists()
    row = WaitingEnrolment.objects.get()
    login(world.leader).post(f"/vantar/{row.pk}/godkann/")
    made = Enrolment.objects.get(participant=world.elsewhere.participant, delprojekt=world.os)
    page = login(world.anna).get(f"{made.get_absolute_url()}fragor/").content.decode()
    assert TOLD in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"text": ""}, "text"),
        ({"consent": ""}, "consent"),
        ({"consent": "other"}, "consent"),
        ({"outcome": "VANTAR"}, "outcome"),
    ],
)
def test_a_yes_says_what_and_on_which_consent(world, login, consent, changes, field):
    other = factories.ConsentFactory(
        enrolment=world.own, kind="SEKRETESS_SAMVERKAN", agencies=["DELPROJEKT"]
    )
    inquiry = factories.InquiryFactory(enrolment=world.elsewhere, asking=world.os)
    sent = {"outcome": "BESVARAD", "consent": consent.pk, "text": TOLD} | changes
    if sent["consent"] == "other":
        sent["consent"] = other.pk
    page = login(world.cecilia).post(answer_url(inquiry), sent)
    assert field in page.context["form"].errors
    inquiry.refresh_from_db()
    assert (inquiry.outcome, inquiry.text) == ("VANTAR", None)
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"agencies": ["FK"]},
        {"given_on": date(2020, 1, 1), "valid_until": date(2021, 1, 1)},
        {"withdrawn_on": date(2021, 5, 1)},
    ],
)
def test_a_consent_that_does_not_reach_it_cannot_be_chosen(world, login, consent, changes):
    type(consent).objects.filter(pk=consent.pk).update(**changes)
    inquiry = factories.InquiryFactory(enrolment=world.elsewhere, asking=world.os)
    sent = {"outcome": "BESVARAD", "consent": consent.pk, "text": TOLD}
    page = login(world.cecilia).post(answer_url(inquiry), sent)
    assert page.context["form"].errors["consent"]
    assert "Inget samtycke gäller i dag" in page.content.decode()


def test_a_question_is_answered_atce(world, login, consent):
    inquiry = factories.InquiryFactory(enrolment=world.elsewhere, asking=world.os)
    cecilia, leader = login(world.cecilia), login(world.other_leader)
    cecilia.post(answer_url(inquiry), {"outcome": "AVBOJD"})
    sent = {"outcome": "BESVARAD", "consent": consent.pk, "text": TOLD}
    second = leader.post(answer_url(inquiry), sent)
    assert second.status_code == 409
    page = second.content.decode()
    assert "Cecilia Provsson svarade" in page
    assert "Någon annan har redan svarat på frågan" in page
    assert TOLD in page, "what was typed is kept"
    assert cecilia.post(answer_url(inquiry), {"outcome": "AVBOJD"}).status_code == 302, "sent twice"
    assert Inquiry.objects.get().outcome == "AVBOJD"
    assert not Disclosure.objects.exists()


def test_row_level_security_says_the_same(world, as_user):
    """Nobody makes a question past the function, nor reads one of theirs that has no answer."""
    inquiry = factories.InquiryFactory(enrolment=world.elsewhere, asking=world.os)
    factories.EnrolmentFactory(participant=world.elsewhere.participant, delprojekt=world.os)
    for who, seen in (("cecilia", 1), ("other_leader", 1), ("anna", 0), ("leader", 0)):
        with as_user(getattr(world, who)):
            assert Inquiry.objects.count() == seen, who
    with as_user(world.leader):
        assert not Inquiry.objects.filter(pk=inquiry.pk).update(asking=world.hbs)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            factories.InquiryFactory(
                enrolment=world.own, registered_by=world.leader, asking=world.hbs
            )
    with as_user(world.cecilia), pytest.raises(DatabaseError, match="whom it registers"):
        actions.ask(world.own.participant_id, world.hbs, by=world.cecilia)


def test_a_new_answer_is_new_for_two_weeks(world, login, consent):
    inquiry = factories.InquiryFactory(
        enrolment=world.elsewhere,
        asking=world.os,
        outcome="BESVARAD",
        text=TOLD,
        ground="samtycke",
        consent=consent,
        answered_at=timezone.now() - timedelta(days=14),
        answered_by=world.cecilia,
    )
    second = factories.EnrolmentFactory(
        participant=world.elsewhere.participant, delprojekt=world.os
    )
    factories.AssignmentFactory(enrolment=second, staff=world.anna)
    client = login(world.anna)
    assert "Svar från ett annat delprojekt" in client.get("/idag/").content.decode()
    Inquiry.objects.filter(pk=inquiry.pk).update(answered_at=timezone.now() - timedelta(days=15))
    assert "Svar från ett annat delprojekt" not in client.get("/idag/").content.decode()


def test_the_extract_masks_whom_an_answer_names(world):
    factories.InquiryFactory(
        enrolment=world.own,
        registered_at=datetime(2021, 5, 31, 22, 30, tzinfo=UTC),  # half past midnight in Sweden
        is_told=True,
        consent=world.own.consents.get(),
        text="Mor 19760102-2386 hjälper till.",
    )
    ((day, told),) = rows_of(extract_of(world.anna, world.own))["Frågor från andra delprojekt"]
    assert day == "2021-06-01"
    assert "hjälper till" in told
    assert "2386" not in told
