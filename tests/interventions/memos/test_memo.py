"""A memo of one's own: on the page of today on its day, done or put off by one key."""

import html
from datetime import timedelta

import pytest

from interventions.memos.models import Memo
from mia.core.uuid7 import uuid7
from tests import factories


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
    assert client.post(f"/minneslappar/{memo.pk}/klar/").status_code == 404


def test_nobody_else_is_shown_it(world, login, today):
    memo = factories.MemoFactory(enrolment=world.own, staff=world.anna, due_on=today)
    for who in (world.dan, world.leader):
        client = login(who)
        page = text_of(client.get(f"{world.own.get_absolute_url()}minneslappar/"))
        assert memo.text not in page
        assert memo.text not in text_of(client.get("/idag/"))
        assert client.post(f"/minneslappar/{memo.pk}/klar/").status_code == 403


def test_what_is_refused_is_told_at_its_field(world, login, today):
    client = login(world.anna)
    late = write(client, world.own, today - timedelta(days=1))
    assert "due_on" in late.context["form"].errors
    assert "text" in write(client, world.own, today, text="x" * 301).context["form"].errors
    assert not Memo.objects.exists()
