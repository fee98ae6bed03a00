"""A person is registered without a number, with why; the number comes later."""

import pytest

from participants.enrolments.models import Enrolment
from participants.people.models import MissingNumber, PersonalNumber
from tests.participants.registration.forms import URL, form

WITHOUT = {"number": "", "number_reason": "VANTAR", "birth_date": "1990-08-07", "sex": "K"}


def test_why_the_number_is_missing_is_told_until_it_comes(world, login):
    client = login(world.anna)
    answer = client.post(URL, form(world.os, world.anna) | WITHOUT)
    assert answer.status_code == 302
    enrolment = Enrolment.objects.get(participant__family_name="Storm")
    person = enrolment.participant
    assert (str(person.birth_date), person.birth_year, person.sex) == ("1990-08-07", 1990, "K")
    assert not PersonalNumber.objects.filter(participant=person).exists()
    assert "väntar på personnummer" in client.get(answer.url).content.decode()
    sent = {"version": 1, "number": "19900807-2382"}
    assert client.post(f"{answer.url}person/nummer/", sent).status_code == 302
    missing = MissingNumber.objects.get(participant=person)
    assert (missing.reason_id, missing.ended_on) == ("VANTAR", world.today)
    assert PersonalNumber.objects.get(participant=person).number == "199008072382"
    assert "väntar på personnummer" not in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("left_out", "told_at"),
    [("number_reason", "number"), ("birth_date", "birth_date"), ("sex", "sex")],
)
def test_what_is_needed_without_a_number(world, login, left_out, told_at):
    sent = form(world.os, world.anna) | WITHOUT
    del sent[left_out]
    answer = login(world.anna).post(URL, sent)
    assert answer.context["form"].errors.keys() == {told_at}
    assert not MissingNumber.objects.exists()


def test_sent_twice_it_is_registered_once(world, login):
    sent = form(world.os, world.anna) | WITHOUT
    login(world.anna).post(URL, sent)
    again = login(world.anna).post(URL, sent | {"is_another": "on"})
    assert "redan använts" in str(again.context["form"].errors)
    assert MissingNumber.objects.count() == 1
