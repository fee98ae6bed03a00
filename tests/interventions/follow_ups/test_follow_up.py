"""Follow-ups come due by themselves, are answered once, and wait in the list of the responsible."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from interventions.employment.models import Spell
from interventions.follow_ups.models import FollowUp
from mia.audit.models import AccessLog
from participants.caseload.queries import CaseloadSelection, selected_enrolments
from participants.seams import QUEUES
from tests import factories
from tests.interventions.cases.pages import page_of

TODAY = date.today()


@pytest.fixture(autouse=True)
def _none_yet(world):
    FollowUp.objects.filter(enrolment=world.own).delete()
    Spell.objects.filter(enrolment=world.own).delete()


def end(enrolment, days_ago, reason="FLYTT"):
    enrolment.ended_on, enrolment.exit_reason_id = TODAY - timedelta(days=days_ago), reason
    enrolment.save()


def waits_for(user, slug):
    """Whether the queue of the user has a case."""
    queue = next(queue for queue in QUEUES if queue.slug == slug)
    return selected_enrolments(user, CaseloadSelection(queue=queue), TODAY).count() > 0


def url(enrolment, moment, spell=None):
    tail = f"{spell.pk}/" if spell else ""
    return f"{enrolment.get_absolute_url()}uppfoljning/{moment}/{tail}"


def typed(**changes):
    return {"answer": "ARBETAR", "followed_on": f"{TODAY}", "version": 0} | changes


NOTICE = "Dags att följa upp: {} efter avslutet."


@pytest.mark.parametrize(
    ("days_ago", "moment"),
    [
        *((27, None), (28, "fyra veckor"), (90, "fyra veckor"), (91, None)),
        *((181, None), (182, "sex månader"), (272, "sex månader"), (273, None)),
    ],
)
def test_when_the_exit_is_to_be_followed_up(world, login, days_ago, moment):
    end(world.own, days_ago)
    assert waits_for(world.anna, "uppfoljning") is (moment is not None)
    page = page_of(login(world.anna), world.own)
    assert ("Dags att följa upp" in page) is (moment is not None)
    assert moment is None or NOTICE.format(moment) in page
    assert "Dags att följa upp" not in page_of(login(world.coordinator), world.own)


@pytest.mark.parametrize("reason", ["FELREGISTRERING", "AVLIDEN"])
def test_whose_exit_is_not_followed_up(world, login, reason):
    end(world.own, 30, reason)
    assert not waits_for(world.anna, "uppfoljning")
    assert login(world.anna).get(url(world.own, "4V")).status_code == 404


def test_who_came_back_is_not_asked_about_the_exit(world):
    """The record is open again (docs/domain.md §3.5)."""
    end(world.own, 30)
    assert waits_for(world.anna, "uppfoljning")
    factories.EnrolmentFactory(
        participant=world.own.participant,
        delprojekt=world.os,
        project=world.own.project,
        started_on=TODAY - timedelta(days=5),
    )
    assert not waits_for(world.anna, "uppfoljning")


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_an_answer_is_given_once_and_can_be_corrected(world, login, who):
    end(world.own, 30)
    client, page = login(getattr(world, who)), url(world.own, "4V")
    assert 'value="EJ_NADD"' in client.get(page).content.decode()
    assert client.post(page, typed(answer="EJ_NADD")).status_code == 302
    again = client.post(page, typed())
    assert "Någon har redan svarat" in " ".join(again.context["form"].errors["answer"])
    assert client.post(page, typed(version=1)).status_code == 302
    assert client.post(page, typed(version=1)).status_code == 409, "somebody was first"
    row = world.own.follow_ups.get()
    assert (row.answer, row.version, row.moment) == ("ARBETAR", 2, "4V")
    assert AccessLog.objects.filter(event="followup.answered").count() == 2
    assert not waits_for(world.anna, "uppfoljning")
    assert "Uppföljning efter fyra veckor: arbetar" in page_of(client, world.own)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"answer": ""}, "answer", "Välj"),
        ({"answer": "KVAR"}, "answer", ""),
        ({"followed_on": f"{TODAY + timedelta(1)}"}, "followed_on", "framtiden"),
        ({"followed_on": f"{TODAY - timedelta(3)}"}, "followed_on", "eller senare"),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, changes, field, message):
    end(world.own, 30)
    response = login(world.anna).post(url(world.own, "4V"), typed(**changes))
    assert message in " ".join(response.context["form"].errors[field])
    assert not world.own.follow_ups.exists()


@pytest.mark.parametrize(("who", "status"), [("bo", 404), ("cecilia", 404), ("coordinator", 403)])
def test_others_do_not_answer(world, login, who, status):
    end(world.own, 30)
    response = login(getattr(world, who)).post(url(world.own, "4V"), typed())
    assert response.status_code == status
    assert not world.own.follow_ups.exists()


@pytest.mark.parametrize("moment", ["1M", "12M", "TROLLERI"])
def test_the_exit_has_no_other_moments(world, login, moment):
    end(world.own, 30)
    assert login(world.anna).get(url(world.own, moment)).status_code == 404


def test_an_open_enrolment_has_no_exit_to_follow_up(world, login):
    assert login(world.anna).post(url(world.own, "4V"), typed()).status_code == 404


@pytest.mark.parametrize(
    ("days_ago", "moment"), [(29, None), (30, "1M"), (91, "3M"), (182, "6M"), (365, "12M")]
)
@pytest.mark.parametrize("is_closed", [False, True])
def test_work_is_followed_up_while_enrolled_and_after(world, login, days_ago, moment, is_closed):
    if is_closed:
        end(world.own, 10)
    first = TODAY - timedelta(days=days_ago)
    spell = factories.SpellFactory(enrolment=world.own, started_on=first)
    assert waits_for(world.anna, "kvar") is (moment is not None)
    if moment is None:
        return
    answer = typed(answer="KVAR")
    assert login(world.anna).post(url(world.own, moment, spell), answer).status_code == 302
    assert not waits_for(world.anna, "kvar")


def test_work_that_was_lost_ends_on_its_last_day(world, login):
    spell = factories.SpellFactory(enrolment=world.own, started_on=TODAY - timedelta(days=100))
    client, page = login(world.anna), url(world.own, "3M", spell)
    response = client.post(page, typed(answer="SLUTAT"))
    assert "Ange den sista dagen." in response.context["form"].errors["last_day"]
    last_day = TODAY - timedelta(days=20)
    assert client.post(page, typed(answer="SLUTAT", last_day=f"{last_day}")).status_code == 302
    spell.refresh_from_db()
    assert spell.ended_on == last_day
    assert not waits_for(world.anna, "kvar")


def test_work_that_ended_before_the_day_is_not_asked_about(world):
    first = TODAY - timedelta(days=100)
    factories.SpellFactory(
        enrolment=world.own, started_on=first, ended_on=first + timedelta(days=90)
    )
    assert not waits_for(world.anna, "kvar")


def test_somebody_elses_work_is_not_there(world, login):
    page = url(world.own, "1M", world.elsewhere.spells.get())
    assert login(world.anna).get(page).status_code == 404


@pytest.mark.parametrize(("status", "asks"), [("SYSSELSATT", True), ("ARBETSLOS", False)])
def test_only_those_who_worked_at_entry_are_asked_whether_it_is_better(world, login, status, asks):
    end(world.own, 190)
    world.own.labour_status = status
    world.own.save()
    client, page = login(world.anna), url(world.own, "6M")
    assert ("bättre än vid start" in client.get(page).content.decode()) is asks
    assert client.post(page, typed(is_improved="true")).status_code == 302
    assert world.own.follow_ups.get().is_improved is (True if asks else None)


@pytest.mark.parametrize(
    "facts",
    [
        {"moment": "1M"},
        {"answer": "KVAR"},
        {"is_improved": True},
        {"spell": True, "moment": "4V", "answer": "KVAR"},
        {"spell": True, "moment": "6M", "answer": "KVAR", "is_improved": True},
    ],
)
def test_the_database_refuses_an_answer_to_another_question(world, facts):
    if "spell" in facts:
        facts = facts | {"spell": factories.SpellFactory(enrolment=world.own)}
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.FollowUpFactory(enrolment=world.own, **facts)
