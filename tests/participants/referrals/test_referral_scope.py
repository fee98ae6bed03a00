"""Who sees a referral: a protected person's is seen by few, and nobody is told that a number is."""

from datetime import date

import pytest

from mia.audit.models import AccessLog
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from participants.referrals.models import Referral, ReferralStep
from participants.waiting.models import WaitingEnrolment
from tests import factories
from tests.factories import ReferralFactory
from tests.participants.referrals.forms import URL, form
from tests.participants.referrals.test_referral import accept_form

CAST = ["anna", "dan", "bo", "cecilia", "leader", "other_leader", "coordinator", "investigator"]
CAST += ["admin", "reviewer"]


@pytest.fixture
def rows(world):
    """One of each: plain, protected and written down by Bo, elsewhere, and behind Anna's case."""
    marked = {"protection": "SEKRETESSMARKERING", "delprojekt": world.os}
    return {
        "plain": ReferralFactory(delprojekt=world.os),
        "protected": ReferralFactory(registered_by=world.bo, **marked),
        "elsewhere": ReferralFactory(delprojekt=world.hbs),
        "enrolled": ReferralFactory(state="ANTAGEN", enrolment=world.protected, **marked),
    }


def test_the_filter_and_the_policies_show_the_same_referrals(world, rows, as_user):
    names = {row.pk: name for name, row in rows.items()}
    seen = {}
    for who in CAST:
        user = getattr(world, who)
        application = set(Referral.objects.visible_to(user).values_list("pk", flat=True))
        steps = set(ReferralStep.objects.visible_to(user).values_list("referral", flat=True))
        with as_user(user):
            assert set(Referral.objects.values_list("pk", flat=True)) == application
            assert set(ReferralStep.objects.values_list("referral", flat=True)) == steps
        assert steps == application
        seen[who] = {names[pk] for pk in application}
    nobody = set()
    assert seen == {
        "anna": {"plain", "enrolled"},
        "dan": {"plain"},
        "bo": {"plain", "protected"},
        "cecilia": {"elsewhere"},
        "leader": {"plain", "protected", "enrolled"},
        "other_leader": {"elsewhere"},
        "coordinator": nobody,
        "investigator": nobody,
        "admin": nobody,
        "reviewer": nobody,
    }


def test_nobody_moves_or_takes_over_a_referral_past_the_action(world, rows, as_user):
    plain = rows["plain"]
    with as_user(world.cecilia):
        assert not Referral.objects.filter(pk=plain.pk).update(state="AVBOJD")
    with as_user(world.anna):
        assert not Referral.objects.filter(pk=rows["enrolled"].pk).update(state="AVBOJD")


def test_the_inbox_and_the_title_say_the_alias(world, login, rows):
    bo, row = login(world.bo), rows["protected"]
    inbox = bo.get("/remisser/").content.decode()
    assert row.alias in inbox
    assert row.given_name not in inbox
    title = bo.get(row.get_absolute_url()).content.decode().split("</title>")[0]
    assert row.alias in title
    assert row.given_name not in title


@pytest.fixture
def hidden_number(world):
    """The number of Anna's protected case, which Bo may not see."""
    return PersonalNumber.objects.get(participant=world.protected.participant).number


def test_a_number_that_is_protected_in_mia_gives_the_answer_of_any_other(
    world, login, hidden_number
):
    bo = login(world.bo)
    answers = []
    for number in ("19900807-2382", hidden_number):
        sent = form(world.os, number=number)
        answer = bo.post(URL, sent)
        page = bo.get(answer.url).content.decode()
        accepted = bo.post(f"{answer.url}anta/", accept_form(world.dan))
        after = bo.get(accepted.url, follow=True)
        messages = [str(message) for message in after.context["messages"]]
        answers.append((answer.status_code, "Ylva Storm" in page, accepted.url, messages))
    assert answers[0] == answers[1]
    assert "Hemmansson" not in page
    assert WaitingEnrolment.objects.filter(participant=world.protected.participant).exists()
    assert Enrolment.objects.filter(participant=world.protected.participant).count() == 1
    referral = Referral.objects.get(number=hidden_number)
    assert (referral.state, referral.enrolment, referral.is_protected) == ("ANTAGEN", None, True)
    seen = {
        who
        for who in CAST
        if Referral.objects.visible_to(getattr(world, who)).filter(pk=referral.pk)
    }
    assert seen == {"bo", "leader"}


def test_accepted_from_the_waiting_list_it_is_linked_to_its_referral(world, login):
    """Bo asks for somebody whom only Cecilia sees; the leader of Bo's delprojekt says yes."""
    hidden = factories.case(
        world.hbs, world.cecilia, given_name="Dold", protection="SEKRETESSMARKERING"
    )
    number = PersonalNumber.objects.get(participant=hidden.participant).number
    others = [
        ReferralFactory(
            delprojekt=world.os, number=number, state="ANTAGEN", received_on=date(2022, 2, 1)
        ),
        ReferralFactory(delprojekt=world.hbs, number=number),
    ]
    bo = login(world.bo)
    url = bo.post(URL, form(world.os, number=number)).url
    bo.post(f"{url}anta/", accept_form(world.dan))
    row = WaitingEnrolment.objects.get(participant=hidden.participant)
    case = login(world.leader).post(f"/vantar/{row.pk}/godkann/").url
    referral = Referral.objects.get(pk=url.split("/")[2])
    assert referral.enrolment.get_absolute_url() == case
    assert not Referral.objects.filter(pk__in=[one.pk for one in others], enrolment__isnull=False)
    assert "Vill arbeta" in login(world.dan).get(f"{case}delar/remiss/").content.decode()
    assert AccessLog.objects.filter(event__contains="referral.linked").exists()


def test_protection_that_is_set_later_hides_the_referral(world):
    number = PersonalNumber.objects.get(participant=world.own.participant).number
    row = ReferralFactory(delprojekt=world.os, number=number)
    assert Referral.objects.visible_to(world.bo).filter(pk=row.pk).exists()
    person = Participant.objects.filter(pk=world.own.participant_id)
    person.update(protection="SKYDDAD_FOLKBOKFORING")
    assert not Referral.objects.visible_to(world.bo).filter(pk=row.pk).exists()
    person.update(protection="INGEN")
    assert Referral.objects.visible_to(world.bo).filter(pk=row.pk).exists()


OF_NOBODY = "199210032380"


@pytest.mark.parametrize("field", ["number", "protection"])
@pytest.mark.parametrize("writer", ["anna", "leader"])
def test_a_colleague_who_writes_who_it_is_gets_the_same_answer_for_every_number(
    world, login, field, writer
):
    """Of a referral that Bo wrote down; refused or gone, it would tell that the number is known."""
    of_protected = PersonalNumber.objects.get(participant=world.protected.participant).number
    values = {"number": [OF_NOBODY, of_protected], "protection": ["SEKRETESSMARKERING"]}[field]
    user = getattr(world, writer)
    client = login(user)
    pages = []
    for value in values:
        referral = ReferralFactory(delprojekt=world.os, registered_by=world.bo)
        url = referral.get_absolute_url()
        sent = form(world.os, version=referral.version) | {"number": "", field: value}
        answer = client.post(f"{url}andra/", sent)
        assert (answer.status_code, answer.url) == (302, url)
        page = client.get(url)
        assert page.status_code == 200
        referral.refresh_from_db()
        assert referral.registered_by == (user if writer == "anna" else world.bo)
        pages.append("Ylva Storm" in page.content.decode())
    if writer == "anna":
        assert len(set(pages)) == 1
    assert login(world.leader).get(url).status_code == 200
