"""The person: names, number, protection, and the number shown in full."""

import pytest

from mia.audit.models import AccessLog
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber
from tests.canary import without_keys


def url(enrolment, page):
    return f"{enrolment.get_absolute_url()}{page}/"


def number_of(enrolment):
    return PersonalNumber.objects.get(participant=enrolment.participant, replaced_on=None).number


def test_names_and_interpreter(world, login):
    sent = {
        "version": 1,
        "given_name": "Ylva Maria",
        "family_name": "Ekdal",
        "interpreter_language": "tigrinja",
    }
    assert login(world.anna).post(url(world.own, "person"), sent).status_code == 302
    world.own.participant.refresh_from_db()
    assert (str(world.own.participant), world.own.participant.interpreter_language) == (
        "Ylva Maria Ekdal",
        "tigrinja",
    )


def test_the_second_to_change_the_name_gets_409(world, login):
    sent = {"version": 1, "given_name": "Ylva", "family_name": "Ek", "interpreter_language": ""}
    login(world.dan).post(url(world.own, "person"), sent)
    answer = login(world.anna).post(url(world.own, "person"), sent | {"family_name": "Dal"})
    assert answer.status_code == 409
    assert [tuple(row) for row in answer.context["differences"]] == [("Efternamn", "Dal", "Ek")]
    assert 'value="Dal"' in answer.content.decode()


def test_a_new_number_keeps_the_old(world, login):
    old = number_of(world.own)
    sent = {"version": 1, "number": "900807-2382"}
    assert login(world.anna).post(url(world.own, "person/nummer"), sent).status_code == 302
    world.own.participant.refresh_from_db()
    assert number_of(world.own) == "199008072382"
    assert PersonalNumber.objects.get(number=old).replaced_on == world.today
    assert (world.own.participant.birth_year, world.own.participant.sex) == (1990, "K")
    back = login(world.anna).post(url(world.own, "person/nummer"), {"version": 2, "number": old})
    assert back.status_code == 302
    assert number_of(world.own) == old
    assert PersonalNumber.objects.filter(participant=world.own.participant).count() == 2


@pytest.mark.parametrize("case", ["own", "protected", "colleagues"])
def test_a_number_that_is_taken_says_nothing_about_whose_it_is(world, login, case):
    taken = number_of(getattr(world, case))
    answer = login(world.anna).post(
        url(world.own, "person/nummer"), {"version": 1, "number": taken}
    )
    told = answer.context["form"].errors["number"][0]
    assert told == (
        "Det är redan deltagarens nummer."
        if case == "own"
        else "Numret kan inte registreras här. Kontakta koordinatorn."
    )
    assert PersonalNumber.objects.filter(participant=world.own.participant).count() == 1


def test_a_number_changed_meanwhile_is_409_and_nothing_is_saved(world, login):
    old = number_of(world.own)
    answer = login(world.anna).post(
        url(world.own, "person/nummer"), {"version": 0, "number": "900807-2382"}
    )
    assert answer.status_code == 409
    assert 'value="900807-2382"' in answer.content.decode()
    assert number_of(world.own) == old


def test_protection_hides_at_once_from_all_but_the_named(world, login, as_user):
    sent = {"version": 1, "protection": "SKYDDAD_FOLKBOKFORING"}
    answer = login(world.leader).post(url(world.own, "skydd"), sent)
    assert answer.url == "/deltagare/", "the leader does not see the case any more"
    seeing = set()
    for who in ("anna", "dan", "bo", "leader", "coordinator"):
        with as_user(getattr(world, who)):
            if Enrolment.objects.filter(pk=world.own.pk).exists():
                seeing.add(who)
    assert seeing == {"anna"}
    assert world.own.participant.alias in login(world.leader).get("/deltagare/").content.decode()
    lifted = login(world.anna).post(url(world.own, "skydd"), {"version": 2, "protection": "INGEN"})
    assert lifted.url == world.own.get_absolute_url()
    assert login(world.dan).get(url(world.own, "skydd")).status_code == 200


def test_the_leader_is_told_what_protection_means(world, login):
    assert (
        "ser du inte längre vem det är"
        in login(world.leader).get(url(world.own, "skydd")).content.decode()
    )
    assert (
        "ser du inte längre vem det är"
        not in login(world.anna).get(url(world.own, "skydd")).content.decode()
    )


@pytest.mark.parametrize("who", ["anna", "leader", "coordinator"])
def test_the_number_is_shown_when_asked_for_and_noted(world, login, who):
    number = number_of(world.own)
    user = login(getattr(world, who))
    answer = user.post(url(world.own, "personnummer"))
    assert f"{number[:8]}-{number[8:]}" in answer.content.decode()
    row = AccessLog.objects.latest("pk")
    assert (row.action, row.event, row.participants) == (
        "reveal",
        "number.revealed",
        [world.own.participant_id],
    )
    fragment = user.post(
        url(world.own, "personnummer"), headers={"HX-Request": "true"}
    ).content.decode()
    assert number[8:] in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize(
    ("who", "case", "status"),
    [
        ("bo", "own", 404),
        ("dan", "protected", 404),
        ("leader", "protected", 404),
        ("coordinator", "protected", 404),
        ("investigator", "own", 404),
    ],
)
def test_the_number_is_not_shown_to_others(world, login, who, case, status):
    answer = login(getattr(world, who)).post(url(getattr(world, case), "personnummer"))
    assert answer.status_code == status
    text = without_keys(answer.content.decode())
    assert number_of(getattr(world, case))[8:] not in text
    assert not AccessLog.objects.filter(action="reveal").exists()


def test_the_number_is_never_shown_by_a_get(world, login):
    assert login(world.anna).get(url(world.own, "personnummer")).status_code == 405


@pytest.mark.parametrize(
    "page", ["person", "person/nummer", "andra", "avsluta", "ansvariga", "samtycken", "skydd"]
)
def test_other_pages_show_the_number_masked(world, login, page):
    text = without_keys(login(world.anna).get(url(world.own, page)).content.decode())
    text = text.replace("19900807-2382", "")  # the example of the help
    assert number_of(world.own)[8:] not in text
    if page.startswith("person"):
        assert f"{number_of(world.own)[:8]}-****" in text
