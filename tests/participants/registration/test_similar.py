"""Somebody like the person is registered already: it is told before, and asked."""

from datetime import date

import pytest

from mia.core import personnummer
from participants.people.models import Participant
from tests.factories import ParticipantFactory
from tests.participants.registration.forms import URL, form

ANOTHER_DAY = personnummer.test_number(date(1990, 8, 8), "K").number


@pytest.fixture
def registered(world):
    """Anna's participant, born the day that the form says, by another number."""
    person = world.own.participant
    Participant.objects.filter(pk=person.pk).update(
        birth_date="1990-08-07", given_name="Ylva", family_name="Stroem"
    )
    return world.own


@pytest.mark.parametrize("names", [("Ylva", "Ström"), ("Ström", "Ylwa")])
def test_whoever_is_like_the_person_is_listed_and_asked_about(world, login, registered, names):
    sent = form(world.os, world.anna, given_name=names[0], family_name=names[1])
    fragment = login(world.anna).post(f"{URL}liknande/", sent).content.decode()
    assert "<html" not in fragment
    assert registered.get_absolute_url() in fragment
    before = Participant.objects.count()
    asked = login(world.anna).post(URL, sent)
    assert asked.context["form"].errors.keys() == {"is_another"}
    assert registered.get_absolute_url() in asked.content.decode()
    assert Participant.objects.count() == before
    assert login(world.anna).post(URL, sent | {"is_another": "on"}).status_code == 302
    assert Participant.objects.count() == before + 1


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("bo", {}),  # does not see Anna's participant
        ("anna", {"given_name": "Cecilia", "family_name": "Berg"}),
        ("anna", {"number": ANOTHER_DAY}),
        ("anna", {"number": "fel"}),
    ],
)
def test_nobody_else_is_told(world, login, registered, who, change):
    user = getattr(world, who)
    sent = form(world.os, user, family_name="Ström") | change
    answer = login(user).post(f"{URL}liknande/", sent)
    assert answer.status_code == 200
    assert "Stroem" not in answer.content.decode()
    answer = login(user).post(URL, sent)
    errors = answer.context["form"].errors if answer.context else {}
    assert "is_another" not in errors


def test_the_same_number_is_the_same_person_and_nothing_is_asked(world, login, registered):
    registered.participant.personal_numbers.update(number="199008072382")
    ParticipantFactory()
    sent = form(world.hbs, world.cecilia)
    assert login(world.cecilia).post(URL, sent).status_code == 302
