"""The Boston method: from readiness to keeping; who writes and reads, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from interventions.boston.models import GoalFollowUp, GoalNeed, Readiness, RehabilitationGoal
from interventions.planning.models import Step
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories


@pytest.fixture(autouse=True)
def _none_yet(world):
    for model in (GoalFollowUp, GoalNeed, RehabilitationGoal, Readiness):
        model.objects.filter(enrolment=world.own).delete()


def url(enrolment, page=""):
    return f"{enrolment.get_absolute_url()}boston/{page}"


def readiness_facts(**changes):
    levels = {"need": 3, "commitment": 4, "self_awareness": 2, "surroundings": 3, "closeness": 5}
    filled = {"assessed_on": "2021-04-01", "conclusion": "REDO", "comment": "Vill mycket."}
    return levels | filled | {"key": uuid7()} | changes


def goal_facts(**changes):
    filled = {"area": "ARBETE", "role": "bagare", "environment": "ett litet bageri"}
    days = {"set_on": "2021-04-02", "target_on": "2022-04-02"}
    return filled | days | {"key": uuid7()} | changes


def need_facts(**changes):
    filled = {"kind": "FARDIGHET", "text": "Komma i tid.", "level_now": 2, "level_needed": 4}
    return filled | {"key": uuid7()} | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_from_readiness_to_keeping(world, login, who):
    """One participant through the whole method; each form sent twice makes one row."""
    client = login(getattr(world, who))

    def send(address, form):
        for _ in range(2):
            assert client.post(address, form).status_code == 302

    send(url(world.own, "beredskap/"), readiness_facts())
    send(url(world.own, "mal/"), goal_facts(own_words="Jag vill baka."))
    goal = world.own.rehabilitation_goals.get()
    send(f"{goal.get_absolute_url()}behov/", need_facts())
    need = world.own.goal_needs.get()
    step = {"key": uuid7(), "way": "LARA", "text": "Övar väckning.", "owner": "DELTAGARE"}
    send(f"{need.get_absolute_url()}planera/", step | {"due_on": "2021-06-01"})
    need.refresh_from_db()
    assert need.step == Step.objects.get(pk=step["key"])
    assert "Övar väckning." in client.get(f"{world.own.get_absolute_url()}plan/").content.decode()
    ended = goal_facts(
        own_words="Jag vill baka.", ended_on="2021-06-20", end="NATT", version=goal.version
    )
    assert client.post(goal.get_absolute_url(), ended).status_code == 302
    kept = {"followed_on": "2021-06-25", "is_kept": "true", "support": "Samtal.", "key": uuid7()}
    send(f"{goal.get_absolute_url()}behalla/", kept)
    page = client.get(url(world.own)).content.decode()
    for text in ("Jag vill baka.", "Bagare, ett litet bageri", "Målet är nått", "Nu 2, behövs 4."):
        assert text in page
    for text in ("kvar i rollen", "Samtal.", "redo att välja mål", "lära ut färdigheten"):
        assert text in page
    for model in (Readiness, RehabilitationGoal, GoalNeed, GoalFollowUp):
        assert model.objects.filter(enrolment=world.own).count() == 1
    events = AccessLog.objects.filter(event__startswith="rehabilitation_goal.")
    assert {tuple(row.participants) for row in events} == {(world.own.participant_id,)}


def test_texts_are_encrypted(world, login):
    client = login(world.anna)
    client.post(url(world.own, "beredskap/"), readiness_facts())
    client.post(url(world.own, "mal/"), goal_facts())
    assert "Vill" not in str(Readiness.objects.values_list("comment"))
    assert "bagare" not in str(RehabilitationGoal.objects.values_list("role", "environment"))


def test_a_later_assessment_is_compared_with_the_one_before(world, login):
    client = login(world.anna)
    client.post(url(world.own, "beredskap/"), readiness_facts())
    later = readiness_facts(assessed_on="2021-05-01", need=5, commitment=1)
    client.post(url(world.own, "beredskap/"), later)
    page = client.get(url(world.own)).content.decode()
    for text in ("(upp 2)", "(ned 3)", "(oförändrat)"):
        assert text in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"need": "6"}, "6"),
        ({"need": ""}, "Välj en nivå."),
        ({"conclusion": ""}, "Välj vad ni kom fram till."),
        ({"assessed_on": "2021-02-28"}, "Inskrivningen började 2021-03-01."),
        ({"assessed_on": "2099-01-01"}, "Dagen ligger i framtiden."),
        ({"assessed_on": "2021-03-01"}, "Beredskapen är redan bedömd den dagen."),
    ],
)
def test_an_assessment_that_is_refused_is_told_at_its_field(world, login, changes, message):
    factories.ReadinessFactory(enrolment=world.own)
    answer = login(world.anna).post(url(world.own, "beredskap/"), readiness_facts(**changes))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert world.own.readiness.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"area": ""}, "Välj område."),
        ({"role": " "}, "Fyll i"),
        ({"target_on": "2021-04-02"}, "Måldatumet ligger inte efter"),
        ({"set_on": "2021-02-28"}, "Inskrivningen började 2021-03-01."),
    ],
)
def test_a_goal_that_is_refused_is_told_at_its_field(world, login, changes, message):
    answer = login(world.anna).post(url(world.own, "mal/"), goal_facts(**changes))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not world.own.rehabilitation_goals.exists()


def test_one_goal_at_a_time(world, login):
    factories.RehabilitationGoalFactory(enrolment=world.own)
    client = login(world.anna)
    assert "Välj ett mål" not in client.get(url(world.own)).content.decode()
    answer = client.post(url(world.own, "mal/"), goal_facts())
    assert "Deltagaren har redan ett mål." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ended_on": "2021-06-20"}, "Ett mål som är avslutat har en dag och hur det gick."),
        ({"end": "NATT"}, "Ett mål som är avslutat har en dag och hur det gick."),
        ({"ended_on": "2021-04-01", "end": "NATT"}, "Dagen ligger före"),
        ({"ended_on": "2099-04-01", "end": "NATT"}, "Dagen ligger i framtiden."),
    ],
)
def test_an_end_that_is_refused_is_told_at_its_field(world, login, changes, message):
    goal = factories.RehabilitationGoalFactory(enrolment=world.own)
    form = goal_facts(version=goal.version) | changes
    answer = login(world.anna).post(goal.get_absolute_url(), form)
    assert answer.status_code == 200
    assert message in answer.content.decode()


def test_a_goal_that_is_not_reached_is_not_followed_up(world, login):
    goal = factories.RehabilitationGoalFactory(enrolment=world.own)
    client, address = login(world.anna), f"{goal.get_absolute_url()}behalla/"
    form = {"followed_on": "2021-06-01", "is_kept": "true", "key": uuid7()}
    assert "Målet är inte nått än." in client.post(address, form).content.decode()
    RehabilitationGoal.objects.filter(pk=goal.pk).update(ended_on=date(2021, 6, 2), end="NATT")
    assert "Målet nåddes 2021-06-02." in client.post(address, form).content.decode()
    assert not world.own.goal_follow_ups.exists()


def test_what_is_planned_is_not_planned_again(world, login):
    need = factories.GoalNeedFactory(enrolment=world.own)
    client, address = login(world.anna), f"{need.get_absolute_url()}planera/"
    form = {"way": "ORDNA", "text": "Ringer.", "owner": "DELTAGARE", "due_on": "2021-06-01"}
    assert client.post(address, form | {"key": uuid7()}).status_code == 302
    answer = client.post(address, form | {"key": uuid7()})
    assert "Det är redan planerat." in answer.content.decode()
    assert Step.objects.filter(goal_need__isnull=False, enrolment=world.own).count() == 1


def test_a_strength_and_a_gap_are_told_apart(world, login):
    need = factories.GoalNeedFactory(enrolment=world.own)
    client = login(world.anna)
    assert "Saknas" in client.get(url(world.own)).content.decode()
    form = need_facts(level_now=4, version=need.version)
    assert client.post(need.get_absolute_url(), form).status_code == 302
    page = client.get(url(world.own)).content.decode()
    assert "Styrka" in page
    assert "Saknas" not in page
    assert login(world.dan).post(need.get_absolute_url(), form).status_code == 409


@pytest.mark.parametrize("wrong", [{"need": 0}, {"closeness": 6}])
def test_the_database_refuses_levels_off_the_scale(world, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.ReadinessFactory(enrolment=world.own, **wrong)


@pytest.mark.parametrize(
    ("who", "case", "status"),
    [
        ("bo", "own", 404),
        ("cecilia", "own", 404),
        ("coordinator", "own", 403),
        ("dan", "protected", 404),
        ("leader", "protected", 404),
    ],
)
def test_others_neither_read_nor_write(world, login, who, case, status):
    client, enrolment = login(getattr(world, who)), getattr(world, case)
    assert client.get(url(enrolment)).status_code == status
    assert client.post(url(enrolment, "beredskap/"), readiness_facts()).status_code == status
    assert client.post(url(enrolment, "mal/"), goal_facts()).status_code == status
