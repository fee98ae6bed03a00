"""A referral is registered, takes its steps and is accepted, declined or moved."""

import contextlib
from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from mia.access.unit_of_work import unit_of_work
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from participants.referrals import actions
from participants.referrals.enums import ALLOWED, OPEN, ReferralState
from participants.referrals.models import Referral, ReferralStep
from tests.factories import DeclineReasonFactory, ReferralFactory
from tests.participants.referrals.forms import URL, form


def accept_form(staff, **changes):
    sent = {"started_on": "2022-04-01", "staff": staff.pk, "sus_consent_on": "", "note": ""}
    return sent | changes


@pytest.fixture
def referral(world):
    """Registered by Anna in OS; the number is of nobody in MIA."""
    return ReferralFactory(delprojekt=world.os, registered_by=world.anna, municipality_id="0136")


def test_a_form_sent_twice_makes_one_referral_and_nobody_is_a_participant_yet(world, login):
    anna, sent = login(world.anna), form(world.os)
    first, second = anna.post(URL, sent), anna.post(URL, sent)
    row = Referral.objects.get(family_name="Storm")
    assert first.url == second.url == row.get_absolute_url()
    assert (row.state, row.state_on, row.birth_date) == (
        "INKOMMEN",
        date(2022, 3, 1),
        date(1990, 8, 7),
    )
    assert [step.state for step in row.steps.all()] == ["INKOMMEN"]
    assert not Participant.objects.filter(family_name="Storm").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason, wish FROM participants_referral")
        assert "sjukskriven" not in str(cursor.fetchone())
    page = anna.get(row.get_absolute_url()).content.decode()
    assert "Vill arbeta några timmar." in page
    assert "2382" not in page


def test_accepted_it_carries_everything_into_the_enrolment(world, login):
    anna = login(world.anna)
    referral = Referral(pk=anna.post(URL, form(world.os)).url.split("/")[2])
    answer = anna.post(
        f"/remisser/{referral.pk}/anta/", accept_form(world.anna, sus_consent_on="2022-03-30")
    )
    referral.refresh_from_db()
    enrolment = referral.enrolment
    assert answer.url == f"/deltagare/{enrolment.pk}/andra/"
    assert (enrolment.referrer_id, enrolment.referred_on) == ("FK", date(2022, 3, 1))
    assert enrolment.municipality_id == "0136"
    assert str(enrolment.participant) == "Ylva Storm"
    assert enrolment.participant.interpreter_language == "dari"
    assert enrolment.assignments.get().staff == world.anna
    assert Consent.objects.filter(enrolment=enrolment, kind="SUS").exists()
    assert [step.state for step in referral.steps.order_by("pk")] == ["INKOMMEN", "ANTAGEN"]
    section = anna.get(f"/deltagare/{enrolment.pk}/delar/remiss/").content.decode()
    assert "Vill arbeta några timmar." in section


def test_a_person_who_is_enrolled_already_is_told_and_nothing_is_half_done(world, login):
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    anna = login(world.anna)
    url = anna.post(URL, form(world.os, number=number)).url
    answer = anna.post(f"{url}anta/", accept_form(world.anna))
    assert "redan inskriven" in answer.content.decode()
    assert Referral.objects.get(number=number).state == "INKOMMEN"
    assert Enrolment.objects.filter(participant=world.own.participant).count() == 1


def test_only_the_steps_of_the_table_may_follow(world, referral):
    reason = DeclineReasonFactory()
    followed = {present: [] for present in ReferralState}
    for present, state in product(ReferralState, ReferralState):
        Referral.objects.filter(pk=referral.pk).update(state=present)
        take = {"by": world.anna, "state": state, "on": world.today}
        take["decline_reason"] = reason if state == ReferralState.DECLINED else None
        with contextlib.suppress(ValidationError), unit_of_work(world.anna.pk, source="test"):
            actions.transition(referral, **take)
            followed[present].append(state)
    steps = [state for states in followed.values() for state in states]
    assert {present: set(states) for present, states in followed.items()} == {
        present: set(states) for present, states in ALLOWED.items()
    }
    assert ReferralStep.objects.filter(referral=referral).count() == 1 + len(steps)


def test_steps_are_never_changed(world, referral, as_user):
    step = referral.steps.get()
    with as_user(world.anna), pytest.raises(DatabaseError), transaction.atomic():
        step.save(force_update=True)
    step.refresh_from_db()
    assert step.started_on == date(2022, 3, 1)


def test_declined_with_a_reason_and_a_letter_that_says_it(world, login, referral):
    anna, url = login(world.anna), referral.get_absolute_url()
    assert anna.get(f"{url}brev/").status_code == 404
    anna.post(f"{url}avboj/", {"decline_reason": "INGEN_PLATS", "note": "Hör av dig i höst."})
    answer = anna.get(f"{url}brev/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="brev.pdf"'
    assert "Ingen ledig plats" in anna.get(url).content.decode()
    assert login(world.cecilia).get(f"{url}brev/").status_code == 404


def test_moved_it_takes_its_history_along_and_leaves_those_who_moved_it(world, login, referral):
    anna, url = login(world.anna), referral.get_absolute_url()
    anna.post(f"{url}steg/", {"state": "KO", "note": ""})
    sent = {"to": world.hbs.pk, "note": "Bor i Huddinge."}
    assert anna.post(f"{url}flytta/", sent).url == "/remisser/"
    assert anna.get(url).status_code == 404
    page = login(world.cecilia).get(url)
    places = [(row.step.state, row.step.delprojekt_id) for row in page.context["steps"]]
    assert places == [
        ("INKOMMEN", world.os.pk),
        ("KO", world.os.pk),
        ("INKOMMEN", world.hbs.pk),
    ]
    assert "Bor i Huddinge." in page.content.decode()
    assert "Haninge hörde inte till MIA HBS den " in page.content.decode()


def test_what_is_decided_is_not_moved(world, referral):
    for state in set(ReferralState) - set(OPEN):
        Referral.objects.filter(pk=referral.pk).update(state=state)
        with pytest.raises(ValidationError, match=f"redan {state.label}"):
            actions.move(referral, by=world.anna, to=world.hbs, on=world.today, note="x")


def test_the_one_whose_page_is_old_gets_to_know_that_it_was_moved(world, referral, as_user):
    with unit_of_work(world.anna.pk, source="test"):
        actions.move(referral, by=world.anna, to=world.hbs, on=world.today, note="x")
    with as_user(world.bo), pytest.raises(ValidationError, match="flyttat"):
        actions.accept(
            referral, by=world.bo, on=world.today, started_on=world.today, responsible=world.bo
        )


def test_the_queue_of_hbs_puts_parents_of_the_right_age_first(world, login):
    today = world.today
    old_enough = today.replace(year=today.year - 30, day=1)
    born = {
        "ung": (old_enough + timedelta(days=40), True),
        "barnlös": (date(today.year - 40, 1, 1), False),
        "förälder": (old_enough, True),
        "okänt": (date(today.year - 40, 1, 1), None),
    }
    for number, (name, (birth_date, has_children)) in enumerate(born.items()):
        row = ReferralFactory(
            delprojekt=world.hbs,
            given_name=name,
            state="KO",
            received_on=date(2022, 1, number + 1),
            birth_date=birth_date,
            has_children=has_children,
        )
        row.save()
    rows = login(world.cecilia).get("/remisser/?steg=KO").context["rows"]
    names = [row.name.split()[0] for row in rows]
    assert names == ["förälder", "ung", "barnlös", "okänt"]
    assert [row.is_priority for row in rows] == [True, False, False, False]


def test_the_inbox_counts_the_days_and_asks_as_much_for_one_as_for_many(
    world, login, django_assert_max_num_queries
):
    client = login(world.leader)
    counts = []
    for many in (1, 3):
        for _ in range(many):
            ReferralFactory(delprojekt=world.os, received_on=world.today - timedelta(days=20))
        with django_assert_max_num_queries(15) as captured:
            page = client.get("/remisser/?vantat=14")
        counts.append(len(captured))
        assert {row.days_waited for row in page.context["rows"]} == {20}
    assert counts[0] == counts[1]
    assert not client.get("/remisser/?vantat=30").context["rows"]
    assert not client.get("/remisser/?steg=AVBOJD").context["rows"]


def test_what_is_changed_is_encrypted_and_kept(world, login, referral):
    anna, url = login(world.anna), referral.get_absolute_url()
    sent = form(world.os, version=referral.version, number="", wish="Något nytt.")
    assert anna.post(f"{url}andra/", sent).status_code == 302
    number = referral.number
    referral.refresh_from_db()
    assert (referral.wish, referral.number, referral.received_on) == (
        "Något nytt.",
        number,
        date(2022, 3, 1),
    )
    assert anna.post(f"{url}andra/", sent).status_code == 409
