"""Search: by name however spelled, by birth date, by number; and no trace of the words."""

from contextlib import suppress
from datetime import date

import pytest
from django import forms
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from mia.audit.models import AccessLog
from mia.core import personnummer
from participants.people.models import PersonalNumber
from participants.search.forms import criteria_of
from tests import factories
from tests.canary import without_keys

URL = "/deltagare/sok/"
TODAY = date(2026, 11, 22)


def found(answer):
    return {row.pk for row in answer.context["rows"]}


def nearest(answer):
    """The enrolment that the page shows first."""
    return answer.context["rows"][0].pk


@pytest.mark.parametrize(
    "words",
    [
        "Ylva Ekdal",
        "ekdal ylva",
        "EKDAL",
        "ylv",
        "Ylwa Ekdahl",
        "Ylwa",
        "Ekdall",
        "ékdal",
        " ekdal ",
        "Eckdal",
    ],
)
def test_accents_and_misspellings_are_forgiven(world, login, words):
    assert world.own.pk in found(login(world.anna).post(URL, {"q": words}))


@pytest.mark.parametrize("words", ["Goran Asberg", "göran", "Åsberg", "aasberg", "Gøran"])
def test_swedish_letters_may_be_left_out(world, login, words):
    assert found(login(world.leader).post(URL, {"q": words})) == {world.colleagues.pk}


def test_nobody_else_comes_along(world, login):
    assert found(login(world.leader).post(URL, {"q": "Ekdal"})) == {world.own.pk}
    assert found(login(world.leader).post(URL, {"q": "Bertilsdotter"})) == set()


@pytest.mark.parametrize(
    "written", ["Ganliden", "Grranliden", "Grinliden", "Garnliden", "Granlide"]
)
def test_a_letter_wrong_is_nearer_than_any_resemblance(world, login, written):
    meant = factories.case(world.os, world.bo, given_name="Mona", family_name="Granliden")
    for last in "abcdefghijklmnopqrstuvwxyz":
        factories.case(
            world.os, world.bo, given_name="Mona", family_name=f"{written[:-1]}{last}{last}sson"
        )
    assert nearest(login(world.leader).post(URL, {"q": f"Mona {written}"})) == meant.pk


def test_what_resembles_a_single_word_comes_along(world, login):
    like = factories.case(world.os, world.bo, given_name="Mona", family_name="Ekdahlen")
    assert found(login(world.leader).post(URL, {"q": "Ekdal"})) == {world.own.pk, like.pk}


def test_who_resembles_both_words_comes_before_who_has_one(world, login):
    meant = factories.case(world.os, world.bo, given_name="Kristoffersson", family_name="Lindeberg")
    factories.case(world.os, world.bo, given_name="Mona", family_name="Lindberg")
    assert nearest(login(world.leader).post(URL, {"q": "Kristofer Lindberg"})) == meant.pk


@pytest.mark.parametrize("who", ["leader", "coordinator"])
def test_somebody_not_seen_does_not_hide_who_is(world, login, who):
    factories.case(
        world.hbs,
        world.cecilia,
        given_name="Mona",
        family_name="Ekdal",
        protection="SEKRETESSMARKERING",
    )
    assert found(login(getattr(world, who)).post(URL, {"q": "Mona Ekdal"})) == {world.own.pk}


def test_what_is_written_is_a_name_and_never_a_statement(world, login):
    """A line break, a quote or a placeholder is compared as every other letter is."""
    for words in ("Ekdal\n) LIMIT 0; SELECT 1 --", "Ekdal' OR '1'='1", "Ekdal %s %(words)s"):
        assert found(login(world.leader).post(URL, {"q": words})) <= {world.own.pk}


@pytest.mark.parametrize("words", ["--", "..", "%%", "' '"])
def test_words_without_a_letter_find_nobody(world, login, words):
    assert found(login(world.leader).post(URL, {"q": words})) == set()


def test_nobody_finds_a_name_past_the_search(world, as_user):
    """The search runs as the owner, and still only whom the actor sees comes out."""
    call = "SELECT participant FROM app.search_participants('ekdal', 20)"
    with as_user(world.cecilia), connection.cursor() as cursor:
        cursor.execute(call)
        assert cursor.fetchall() == []
    with as_user(world.leader), connection.cursor() as cursor:
        cursor.execute(call)
        assert cursor.fetchall() == [(world.own.participant_id,)]
    with as_user(None), connection.cursor() as cursor:
        cursor.execute(call)
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    ("who", "case"),
    [
        ("bo", "own"),
        ("cecilia", "own"),
        ("dan", "protected"),
        ("leader", "protected"),
        ("coordinator", "protected"),
        ("bo", "protected"),
        ("leader", "elsewhere"),
    ],
)
def test_who_is_not_seen_is_not_found(world, login, who, case):
    enrolment = getattr(world, case)
    number = PersonalNumber.objects.get(participant=enrolment.participant).number
    for words in (str(enrolment.participant), number, f"{enrolment.participant.birth_date}"):
        answer = login(getattr(world, who)).post(URL, {"q": words})
        assert enrolment.pk not in found(answer)
        assert str(enrolment.participant.alias) not in answer.content.decode()
        if words == number:
            assert str(enrolment.participant.family_name) not in answer.content.decode()


def test_protected_person_is_found_by_the_named(world, login):
    assert found(login(world.anna).post(URL, {"q": "Hemmansson"})) == {world.protected.pk}


def spellings(number):
    return [
        number,
        f"{number[:8]}-{number[8:]}",
        f"{number[2:8]}-{number[8:]}",
        number[2:],
        f" {number[:8]} {number[8:]} ",
        "".join(chr(ord(digit) + 0xFEE0) for digit in number),
        f"{number[:8]}\u2013{number[8:]}",
    ]


def test_number_however_it_is_written(world, login):
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    for words in spellings(number):
        assert found(login(world.anna).post(URL, {"q": words})) == {world.own.pk}, "spelling"


def test_an_old_number_still_finds(world, login):
    PersonalNumber.objects.filter(participant=world.own.participant).update(
        replaced_on=date(2021, 5, 1)
    )
    old = PersonalNumber.objects.get(participant=world.own.participant).number
    factories.PersonalNumberFactory(participant=world.own.participant, number="199008072382")
    assert found(login(world.anna).post(URL, {"q": old})) == {world.own.pk}


def test_birth_date(world, login):
    born = world.own.participant.birth_date
    for words in (f"{born:%Y-%m-%d}", f"{born:%Y%m%d}", f"{born:%y%m%d}", f"{born:%Y.%m.%d}"):
        assert world.own.pk in found(login(world.anna).post(URL, {"q": words}))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "Skriv ett namn"),
        ("a", "minst två"),
        ("19900807-2381", "Kontrollsiffran"),
        ("19901399", "Datumet finns inte"),
    ],
)
def test_what_cannot_be_searched_is_told_at_the_field(world, login, words, message):
    answer = login(world.anna).post(URL, {"q": words})
    assert message in answer.context["form"].errors["q"][0]
    assert 'id="id_q_error"' in answer.content.decode()


def test_the_words_leave_no_trace(world, login, as_user):
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    for words in ("Ekdal", number):
        login(world.anna).post(URL, {"q": words})
        row = AccessLog.objects.latest("pk")
        assert (row.action, row.event) == ("search", "participant.searched")
        assert row.participants == [world.own.participant_id]
        text = without_keys(f"{row.route} {row.event} {row.extra}")
        assert "Ekdal" not in text
        assert number[-4:] not in text


def test_the_page_itself_asks_by_post_and_shows_no_number(world, login):
    page = login(world.anna).get(URL)
    assert page.status_code == 200
    assert f'method="post" action="{URL}"' in page.content.decode()
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    answer = login(world.anna).post(URL, {"q": "Ekdal"}).content.decode()
    assert number[-4:] not in without_keys(answer)
    assert world.own.get_absolute_url() in answer


def test_words_in_an_address_are_not_read(world, login):
    assert not found(login(world.anna).get(URL + "?q=Ekdal"))


@pytest.mark.parametrize("who", ["investigator", "admin"])
def test_who_may_not_search(world, login, who):
    assert login(getattr(world, who)).post(URL, {"q": "Ekdal"}).status_code == 403


@given(st.text(max_size=100))
def test_any_text_is_a_search_or_a_told_error(text):
    criteria = {}
    with suppress(forms.ValidationError):
        criteria = criteria_of(text, TODAY)
    assert len(criteria) <= 1
    assert set(criteria) <= {"number", "births", "words"}


@given(st.dates(date(1976, 1, 1), date(2006, 12, 31)), st.sampled_from("KM"), st.integers(0, 6))
def test_every_spelling_of_a_number_is_that_number(birth, sex, spelling):
    number = personnummer.test_number(birth, sex).number
    assert criteria_of(spellings(number)[spelling], TODAY) == {"number": number}


@given(st.dates(date(1930, 1, 1), TODAY))
def test_every_date_is_a_birth_date(birth):
    for spelling in ("%Y-%m-%d", "%Y%m%d", "%y%m%d"):
        assert birth in criteria_of(birth.strftime(spelling), TODAY)["births"]
