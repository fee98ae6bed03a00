"""Registering somebody who is registered already: twice, overlapping, later, protected."""

from datetime import date

import pytest

from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from tests.participants.registration.forms import URL, form


def test_a_double_click_makes_one_row(world, login):
    anna, sent = login(world.anna), form(world.os, world.anna)
    first, second = anna.post(URL, sent), anna.post(URL, sent)
    made = Enrolment.objects.get(participant__family_name="Storm")
    assert first.url == second.url == made.get_absolute_url()
    assert Participant.objects.filter(family_name="Storm").count() == 1
    assert Assignment.objects.filter(enrolment=made).count() == 1


def test_a_double_click_for_a_colleague_whose_cases_one_does_not_see(world, login):
    anna, sent = login(world.anna), form(world.os, world.bo)
    answers = [anna.post(URL, sent), anna.post(URL, sent)]
    assert [answer.url for answer in answers] == ["/deltagare/", "/deltagare/"]
    assert (
        Enrolment.objects.get(participant__family_name="Storm").assignments.get().staff == world.bo
    )
    assert "Bo Provsson ansvarar" in anna.get("/deltagare/").content.decode()


def test_a_form_that_was_gone_back_to_does_not_say_that_another_person_was_saved(world, login):
    anna, sent = login(world.anna), form(world.os, world.anna)
    anna.post(URL, sent)
    Enrolment.objects.filter(pk=world.own.pk).update(
        ended_on=date(2020, 12, 31), started_on=date(2020, 1, 1), exit_reason="ARBETE"
    )
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    answer = anna.post(URL, sent | {"number": number})
    assert answer.status_code == 200
    assert "redan använts" in answer.content.decode()


@pytest.mark.parametrize("start", ["2021-03-01", "2020-01-01", "2022-06-01"])
def test_overlapping_enrolment_is_refused_at_the_start_date(world, login, start):
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    Enrolment.objects.filter(pk=world.own.pk).update(
        ended_on=date(2022, 12, 31), exit_reason="ARBETE"
    )
    answer = login(world.anna).post(
        URL, form(world.os, world.anna, number=number, started_on=start)
    )
    assert "redan inskriven" in answer.context["form"].errors["started_on"][0]
    assert Enrolment.objects.filter(participant=world.own.participant).count() == 1


def test_a_person_comes_back_the_day_after_and_in_another_delprojekt(world, login):
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    Enrolment.objects.filter(pk=world.own.pk).update(
        ended_on=date(2021, 12, 31), exit_reason="ARBETE"
    )
    back = form(
        world.os,
        world.anna,
        number=number,
        started_on="2022-01-01",
        given_name="Fel",
        family_name="Namn",
    )
    answer = login(world.anna).post(URL, back, follow=True)
    assert (
        login(world.cecilia).post(URL, form(world.hbs, world.cecilia, number=number)).status_code
        == 302
    )
    assert Enrolment.objects.filter(participant=world.own.participant).count() == 3
    assert not Participant.objects.filter(given_name="Fel").exists()
    assert any("Ylva Ekdal" in str(message) for message in answer.context["messages"])


@pytest.mark.parametrize("who", ["bo", "dan", "leader", "cecilia"])
def test_a_protected_person_of_somebody_else_gives_an_answer_that_reveals_nothing(
    world, login, who
):
    user = getattr(world, who)
    place = world.hbs if who == "cecilia" else world.os
    number = PersonalNumber.objects.get(participant=world.protected.participant).number
    answer = login(user).post(URL, form(place, user, number=number))
    page = answer.content.decode()
    assert answer.context["form"].errors["number"] == [
        "Deltagaren kan inte registreras här. Kontakta koordinatorn."
    ]
    assert "Hemmansson" not in page
    assert world.protected.participant.alias not in page
    assert Enrolment.objects.filter(participant=world.protected.participant).count() == 1


@pytest.mark.parametrize("known", [False, True])
def test_a_protected_person_is_seen_by_the_one_who_registers_and_the_responsible_only(
    world, login, as_user, known
):
    number = "19900807-2382"
    if known:  # enrolled elsewhere, without protection so far
        number = PersonalNumber.objects.get(participant=world.elsewhere.participant).number
    sent = form(world.os, world.bo, number=number, protection="SEKRETESSMARKERING")
    assert login(world.anna).post(URL, sent).status_code == 302
    made = Enrolment.objects.get(pk=sent["key"])
    assert made.is_protected
    seeing = set()
    for who in ("anna", "dan", "bo", "leader", "coordinator", "cecilia"):
        with as_user(getattr(world, who)):
            if Enrolment.objects.filter(pk=made.pk).exists():
                seeing.add(who)
    assert seeing == {"anna", "bo"}
