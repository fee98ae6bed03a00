"""The pages that find, compare and merge two registrations."""

from datetime import date

import pytest

from mia.access.unit_of_work import unit_of_work
from participants.codes.models import ExitReason
from participants.enrolments import actions as enrolments_actions
from participants.enrolments.models import Enrolment
from participants.merging.models import PersonMerge
from participants.people.models import Participant, PersonalNumber
from tests.factories import ContactFactory, PersonalNumberFactory
from tests.participants.merging.places import twin


@pytest.fixture
def double(world):
    """The person of Anna's case once more, by another number and nearly the same name."""
    other = twin(world.own, world.hbs, given_name="Ylfa")
    PersonalNumberFactory(participant=other.participant)
    return other


def url(enrolment, *parts):
    return "/".join([enrolment.get_absolute_url() + "sla-ihop", *map(str, parts), ""])


def sent(first, second, **more):
    versions = f"{first.participant.version} {second.participant.version}"
    names = {"names_of": second.participant_id, "number_of": second.participant_id}
    return names | {"is_same_person": "on", "versions": versions} | more


def test_a_likely_duplicate_is_listed_compared_merged_and_taken_back(world, double, login):
    client = login(world.coordinator)
    for page in ("/deltagare/dubbletter/", url(world.own)):
        text = client.get(page).content.decode()
        assert "Ylva Ekdal" in text
        assert "Ylfa Ekdal" in text
    text = client.get(url(world.own, double.pk)).content.decode()
    assert "Skiljer sig" in text
    number = PersonalNumber.objects.get(participant=double.participant).number
    assert f"{number[:8]}-****" in text
    assert number not in text
    answer = client.post(url(world.own, double.pk), sent(world.own, double))
    assert answer.url == world.own.get_absolute_url()
    double.refresh_from_db()
    assert (double.participant_id, str(double.participant)) == (
        world.own.participant_id,
        "Ylfa Ekdal",
    )
    assert "Ylfa" in client.get(double.get_absolute_url()).content.decode(), "the link still works"
    merge = PersonMerge.objects.get()
    again = client.post(url(world.own, double.pk), sent(world.own, double))
    assert again.url == world.own.get_absolute_url(), "sent twice, done once"
    assert "Ta tillbaka sammanslagningen" in client.get(url(world.own)).content.decode()
    assert client.post(url(world.own, merge.pk, "angra")).url == world.own.get_absolute_url()
    assert str(Participant.objects.get(pk=world.own.participant_id)) == "Ylva Ekdal"
    double.refresh_from_db()
    assert double.participant_id == merge.absorbed_id
    assert client.post(url(world.own, merge.pk, "angra")).url == url(world.own)


def test_what_speaks_against_it_stands_on_the_page(world, login):
    other = twin(world.own, world.os)
    for enrolment in (world.own, other):
        ContactFactory(enrolment=enrolment, held_on="2021-04-01", started_at="10:30")
    text = login(world.leader).get(url(world.own, other.pk)).content.decode()
    assert "Båda har en kontakt 2021-04-01 klockan 10:30" in text
    assert "samtidigt: från 2021-03-01 och från 2021-03-01" in text
    refused = login(world.leader).post(url(world.own, other.pk), sent(world.own, other))
    assert "Rätta dagarna i en av inskrivningarna först" in str(refused.context["form"].errors)
    assert not PersonMerge.objects.exists()


def test_the_way_out_that_the_page_names_leads_to_one_person(world, login):
    """Two registrations of one and the same time in one delprojekt, a contact in either."""
    other = twin(world.own, world.os)
    ContactFactory(enrolment=other, held_on="2021-04-02")
    day_before = date(2021, 2, 28)
    leader = login(world.leader)
    assert (
        "avsluta den andra som felregistrering"
        in leader.get(url(world.own, other.pk)).content.decode()
    )
    with unit_of_work(world.leader.pk, source="test"):
        enrolments_actions.change(other, by=world.leader, version=1, started_on=day_before)
        facts = {"ended_on": day_before, "exit_reason": mistake()}
        enrolments_actions.close(other, by=world.leader, version=2, today=world.today, **facts)
    other.participant.refresh_from_db()
    assert leader.post(url(world.own, other.pk), sent(world.own, other)).status_code == 302
    stays = Enrolment.objects.filter(participant=world.own.participant)
    assert {stay.exit_reason_id for stay in stays} == {None, "FELREGISTRERING"}


def mistake():
    return ExitReason.objects.get(pk="FELREGISTRERING")


@pytest.mark.parametrize("missing", ["is_same_person", "names_of", "versions"])
def test_nothing_is_merged_without_an_answer(world, double, login, missing):
    data = sent(world.own, double)
    del data[missing]
    answer = login(world.coordinator).post(url(world.own, double.pk), data)
    assert answer.context["form"].errors
    assert not PersonMerge.objects.exists()


def test_a_form_that_is_open_during_the_merge_gets_a_clear_answer(world, double, login):
    """Of either registration: what is typed is shown, and can be saved again."""
    compared_before = sent(world.own, double)
    edited = {"version": 1, "given_name": "Ny", "family_name": "Ny", "interpreter_language": ""}
    login(world.coordinator).post(url(world.own, double.pk), compared_before)
    for enrolment, user in ((world.own, world.anna), (double, world.other_leader)):
        answer = login(user).post(f"{enrolment.get_absolute_url()}person/", edited)
        assert answer.status_code == 409
        assert 'value="Ny"' in answer.content.decode()
    third = twin(world.own, world.hbs, started_on="2019-01-01")
    stale = compared_before | {
        "names_of": third.participant_id,
        "number_of": third.participant_id,
    }
    answer = login(world.coordinator).post(url(world.own, third.pk), stale)
    assert "Någon har ändrat en av registreringarna" in str(answer.context["form"].errors)


@pytest.mark.parametrize(
    ("who", "case", "status"),
    [
        ("anna", "own", 403),
        ("leader", "elsewhere", 404),
        ("leader", "protected", 404),
        ("coordinator", "protected", 404),
        ("investigator", "own", 404),
    ],
)
def test_only_who_may_and_sees_both(world, login, who, case, status):
    other = getattr(world, case)
    second = world.own if other != world.own else world.colleagues
    client = login(getattr(world, who))
    for page in (url(other), url(other, second.pk)):
        assert client.get(page).status_code == status
    assert client.post(url(second, other.pk), sent(second, other)).status_code == 404
    assert (
        not Enrolment.objects.exclude(pk=other.pk).filter(participant=other.participant_id).exists()
    )
