"""A memo of one's own: on the page of today on its day, done or put off by one key."""

import html
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import ProgrammingError, transaction

from interventions.memos import actions, queries
from interventions.memos.models import Memo
from mia import audit
from mia.core import sql
from mia.core.uuid7 import uuid7
from tests import factories

EVENTS = apps.get_model("interventions", "MemoEvent")


@pytest.fixture(autouse=True)
def _none_yet(world):
    Memo.objects.all().delete()


def text_of(response):
    return html.unescape(response.content.decode())


def write(client, enrolment, day, **changes):
    facts = {"text": "Fråga om studiebesöket.", "due_on": day, "key": uuid7()}
    return client.post(f"{enrolment.get_absolute_url()}minneslappar/", facts | changes)


def test_it_waits_for_its_day(world, login, today):
    client, key = login(world.anna), uuid7()
    for _ in range(2):
        assert write(client, world.own, today + timedelta(days=1), key=key).status_code == 302
    memo = Memo.objects.get()
    assert "studiebesök" not in str(Memo.objects.values_list("text", flat=True).get())
    assert "studiebesök" not in text_of(client.get("/idag/"))
    Memo.objects.update(due_on=today)
    page = text_of(client.get("/idag/"))
    assert "Minneslappar" in page
    assert "Fråga om studiebesöket." in page
    client.post(f"/minneslappar/{memo.pk}/skjut-upp/", {"fran": "idag"})
    memo.refresh_from_db()
    assert memo.due_on > today
    answer = client.post(f"/minneslappar/{memo.pk}/klar/", {"fran": "idag"})
    assert answer.url == "/idag/"
    memo.refresh_from_db()
    assert memo.done_on == today
    assert client.post(f"/minneslappar/{memo.pk}/klar/").status_code == 302, "a double click"
    client.post(f"/minneslappar/{memo.pk}/skjut-upp/")
    memo.refresh_from_db()
    assert (memo.done_on, memo.version) == (today, 3)


@pytest.mark.parametrize("act", ["finish", "snooze"])
def test_two_clicks_at_once_are_one(world, as_user, today, act):
    """Both requests have read the memo before either of them writes."""
    memo = factories.MemoFactory(enrolment=world.own, staff=world.anna, due_on=today)
    day = {"on": today} if act == "finish" else {"until": today + timedelta(days=1)}
    with as_user(world.anna):
        audit.begin()
        twice = [Memo.objects.get(pk=memo.pk) for _ in range(2)]
        for read in twice:
            getattr(actions, act)(read, by=world.anna, **day)
        audit.end()
    memo.refresh_from_db()
    assert memo.version == 2


def test_who_may_only_read_is_offered_no_button(world, login, today):
    """Bo has handed the case over, and reads it for some days: his memo stands there."""
    memo = factories.MemoFactory(enrolment=world.own, staff=world.bo, due_on=today)
    factories.ReadAccessFactory(enrolment=world.own, staff=world.bo)
    page = text_of(login(world.bo).get("/idag/"))
    assert memo.text in page
    assert "/minneslappar/" not in page
    assert login(world.bo).post(f"/minneslappar/{memo.pk}/klar/").status_code == 403


def test_nobody_else_is_shown_it(world, login, today):
    memo = factories.MemoFactory(enrolment=world.own, staff=world.anna, due_on=today)
    for who in (world.dan, world.leader):
        client = login(who)
        page = text_of(client.get(f"{world.own.get_absolute_url()}minneslappar/"))
        assert memo.text not in page
        assert memo.text not in text_of(client.get("/idag/"))
        assert client.post(f"/minneslappar/{memo.pk}/klar/").status_code == 404


def test_what_is_refused_is_told_at_its_field(world, login, today):
    client = login(world.anna)
    late = write(client, world.own, today - timedelta(days=1))
    assert "due_on" in late.context["form"].errors
    assert "text" in write(client, world.own, today, text="x" * 301).context["form"].errors
    assert not Memo.objects.exists()


def test_the_database_gives_it_to_its_author_alone(world, as_user, today):
    memo = factories.MemoFactory(enrolment=world.own, staff=world.anna, due_on=today)
    mine = {"pk": memo.pk}
    for who in (world.dan, world.leader):
        with as_user(who):
            assert not Memo.objects.filter(**mine).exists()
            assert Memo.objects.filter(**mine).update(done_on=today) == 0
            assert not EVENTS.objects.filter(pgh_obj=memo.pk).exists()
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                factories.MemoFactory(enrolment=world.own, staff=world.anna)
    with as_user(world.anna):
        assert Memo.objects.filter(**mine).update(done_on=today) == 1
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Memo.objects.filter(**mine).update(staff=world.dan)


@pytest.mark.parametrize(
    ("who", "is_told"), [("anna", True), ("dan", True), ("leader", True), ("coordinator", False)]
)
def test_the_extract_holds_it_whoever_prints_it(world, as_user, who, is_told):
    factories.MemoFactory(enrolment=world.own, staff=world.anna, text="Be om planen.")
    user = getattr(world, who)
    with as_user(user):
        assert [memo.text for memo in rows_of_database(world.own)] == ["Be om planen."] * is_told
        memos = queries.list_for_extract(user, world.own)
    told = [(memo.text, author) for memo, author in memos]
    assert told == [("Be om planen.", "Anna Provsson")] * is_told


def rows_of_database(enrolment):
    """Past the application's own check."""
    statement = sql.load("interventions.memos", "memos_of.sql")
    return list(Memo.objects.raw(statement, [enrolment.pk]))
