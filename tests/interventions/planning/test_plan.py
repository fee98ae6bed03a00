"""A participant's plan: goals in own words, steps, reviews; who reads it, and where it shows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from interventions.planning.models import Goal, PlanReview, Step
from mia import audit
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories
from tests.interventions.cases.pages import page_of
from tests.reporting.documents.test_pdf import compliant


@pytest.fixture(autouse=True)
def _none_yet(world):
    for model in (Step, Goal, PlanReview):
        model.objects.filter(enrolment=world.own).delete()


def url(enrolment, page=""):
    return f"{enrolment.get_absolute_url()}plan/{page}"


def goal_data(**changes):
    return {"text": "Jag vill jobba.", "started_on": "2021-04-01", "key": uuid7()} | changes


def step_data(**changes):
    facts = {"text": "Ringer Komvux.", "owner": "DELTAGARE", "due_on": "2021-05-01"}
    return facts | {"key": uuid7()} | changes


def review_data(today, **changes):
    facts = {"reviewed_on": today, "is_agreed": "true", "next_on": today + timedelta(days=90)}
    return facts | {"key": uuid7()} | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_a_plan_is_made_together(world, login, today, who):
    client, form = login(getattr(world, who)), goal_data()
    for _ in range(2):  # a form that is sent twice makes one row
        assert client.post(url(world.own, "mal/"), form).status_code == 302
    goal = world.own.goals.get()
    sent = step_data(goal=goal.pk, owner="MYNDIGHET", agency="Försäkringskassan")
    assert client.post(url(world.own, "steg/"), sent).status_code == 302
    assert client.post(url(world.own, "oversyn/"), review_data(today)).status_code == 302
    step = world.own.steps.get()
    assert (step.goal, step.agency, step.staff) == (goal, "Försäkringskassan", None)
    stored = Step.objects.values_list("text", "agency").get(pk=step.pk)
    assert "Komvux" not in str(stored)
    assert "Försäkringskassan" not in str(stored)
    page = client.get(url(world.own)).content.decode()
    for text in ("Jag vill jobba.", "Ringer Komvux.", "Försenat", "Överenskommen med deltagaren"):
        assert text in page
    case = page_of(client, world.own)
    assert "Planen sågs över: överens med deltagaren" in case
    assert "Ringer Komvux." in case
    events = AccessLog.objects.filter(event__in=("goal.added", "step.added", "plan.reviewed"))
    assert events.count() == 3


@pytest.mark.parametrize(
    ("page", "data", "field", "message"),
    [
        ("mal/", goal_data(text=""), "text", "Fyll i"),
        ("steg/", step_data(owner=""), "owner", "Välj"),
        ("steg/", step_data(owner="PERSONAL"), "staff", "Välj vilken"),
        ("steg/", step_data(due_on=""), "due_on", "Skriv ett datum"),
        ("oversyn/", {"is_agreed": ""}, "is_agreed", "Svara om ni är överens"),
        ("oversyn/", {"exemption": "SJUK"}, "is_agreed", "Svara om ni är överens"),
        ("oversyn/", {"next_on": "2021-04-01"}, "next_on", "efter den här"),
        ("oversyn/", {"reviewed_on": "2021-02-28"}, "reviewed_on", "började 2021-03-01"),
        ("oversyn/", {"reviewed_on": "2098-02-28"}, "reviewed_on", "framtiden"),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, today, page, data, field, message):
    if page == "oversyn/":
        data = review_data(today, **data)
    response = login(world.anna).post(url(world.own, page), data)
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])


def test_a_goal_of_another_plan_is_refused(world, login):
    goal = Goal.objects.get(enrolment=world.protected)
    login(world.anna).post(url(world.own, "steg/"), step_data(goal=goal.pk))
    assert not world.own.steps.exists()


@pytest.mark.parametrize(
    ("factory", "facts"),
    [
        (factories.StepFactory, {"owner": "PERSONAL"}),
        (factories.StepFactory, {"agency": "Kommunen"}),
        (factories.GoalFactory, {"result": "NATT"}),
        (factories.PlanReviewFactory, {"exemption": "SJUK"}),
    ],
)
def test_the_database_refuses_what_does_not_go_together(world, factory, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(enrolment=world.own, **facts)


def test_those_who_do_not_read_notes_see_nothing_of_it(world, login, as_user):
    factories.StepFactory(enrolment=world.own, text="Ringer Komvux.")
    coordinator = login(world.coordinator)
    assert "Komvux" not in page_of(coordinator, world.own)
    assert coordinator.get(url(world.own)).status_code == 403
    with as_user(world.coordinator):
        for model in (Step, Goal, PlanReview):
            assert not model.objects.exists()


def test_the_steps_of_today_are_done_or_put_off(world, login, today):
    late = factories.StepFactory(enrolment=world.own, due_on=today - timedelta(days=3))
    factories.StepFactory(enrolment=world.own, due_on=today + timedelta(days=3), text="Senare.")
    others = factories.StepFactory(enrolment=world.colleagues, due_on=today, text="Bos steg.")
    client = login(world.anna)
    page = client.get("/idag/").content.decode()
    assert "Steg att göra" in page
    assert late.text in page
    assert "Senare." not in page
    assert others.text not in page
    step = f"/steg/{late.pk}/"
    answer = client.post(f"{step}skjut-upp/", {"fran": "idag"})
    assert answer["Location"] == "/idag/"
    assert "Steg att göra" not in client.get("/idag/").content.decode()
    for _ in range(2):  # a double click is one
        client.post(f"{step}klart/")
    late.refresh_from_db()
    assert (late.done_on, late.version) == (today, 3)
    assert AccessLog.objects.filter(event="step.finished").count() == 1
    assert f"Steg klart: {late.text}" in page_of(client, world.own)


def test_a_changed_step_meets_the_one_who_was_first(world, login):
    step = factories.StepFactory(enrolment=world.own)
    client, sent = login(world.anna), step_data(version=1, done_on="2021-04-20")
    page = f"/steg/{step.pk}/"
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 409
    step.refresh_from_db()
    assert f"{step.done_on}" == "2021-04-20"


def test_the_latest_review_says_when_the_next_is_due(world, login, today):
    """An exemption puts it off; a shorter time after a longer one counts."""
    long_ago, lately = today - timedelta(days=200), today - timedelta(days=100)
    client = login(world.anna)
    waits = "Planen ska ses över"
    assert waits not in client.get("/idag/").content.decode()
    far = today + timedelta(days=300)
    factories.PlanReviewFactory(enrolment=world.own, reviewed_on=long_ago, next_on=far)
    assert waits not in client.get("/idag/").content.decode()
    factories.PlanReviewFactory(enrolment=world.own, reviewed_on=lately, next_on=today)
    assert waits in client.get("/idag/").content.decode()
    assert world.own.participant.family_name in client.get("/deltagare/?ko=plan").content.decode()
    sent = review_data(today, is_agreed="", exemption="SJUK")
    assert client.post(url(world.own, "oversyn/"), sent).status_code == 302
    assert waits not in client.get("/idag/").content.decode()
    assert "deltagaren är sjuk" in client.get(url(world.own)).content.decode()


def test_the_participant_gets_the_plan_on_paper(world, login, tmp_path):
    from reporting.documents import plan  # noqa: PLC0415 - WeasyPrint loads when it is used

    goal = factories.GoalFactory(enrolment=world.own, text="Jag vill bli <bagare>.")
    factories.StepFactory(enrolment=world.own, goal=goal)
    answer = login(world.anna).get(url(world.own, "pdf/"))
    assert compliant(tmp_path / "plan.pdf", answer.content) == (True, []), "tagged"
    audit.begin()
    html, _ = plan.plan_document(world.anna, world.own, world.today).pdf()
    audit.end()
    assert "Jag vill bli &lt;bagare&gt;." in html
    assert AccessLog.objects.filter(event="plan.printed").exists()


def test_the_page_asks_as_much_for_one_step_as_for_fifty(world, login):
    client, counts = login(world.anna), []
    for more in (1, 49):
        for _ in range(more):
            factories.StepFactory(enrolment=world.own, due_on=world.today)
        for address in (url(world.own), "/idag/", world.own.get_absolute_url()):
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
    assert counts[:3] == counts[3:]
