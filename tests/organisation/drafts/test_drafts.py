"""Drafts: kept for their author alone, encrypted, until the form has done what it was for."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from interventions.contacts.models import Contact
from mia.audit.models import AccessLog
from mia.jobs.housekeeping_tasks import SWEEP_DRAFTS
from mia.organisation.drafts.encrypted import Drafts
from mia.organisation.drafts.models import KEPT, Draft
from mia.organisation.drafts.receivers import FIELD
from tests.client import ApplicationClient
from tests.factories import DraftFactory
from tests.factories.organisation import PASSWORD
from tests.interventions.contacts.sent import log_url, typed

LIST, SAVE, DISCARD = "/utkast/", "/utkast/spara/", "/utkast/kasta/"
PAGE = "/deltagare/ny/"
TEXT = "Talade om boendet & <oron>."


def send(client, content=None, **fields):
    content = {"note": [TEXT]} if content is None else content
    return client.post(SAVE, {"path": PAGE, "content": json.dumps(content)} | fields)


def kept(client, path=PAGE):
    return client.get(LIST, {"sida": path}).json()["drafts"]


def test_a_draft_is_given_back_to_its_author_alone(world, login):
    anna, bo = login(world.anna), login(world.bo)
    draft = send(anna).json()["draft"]
    assert [row["content"] for row in kept(anna)] == [{"note": [TEXT]}]
    assert kept(anna, "/deltagare/") == []
    assert kept(bo) == []
    assert bo.post(DISCARD, {"draft": draft}).status_code == 204
    assert len(kept(anna)) == 1
    assert anna.post(DISCARD, {"draft": draft}).status_code == 204
    assert kept(anna) == []
    events = AccessLog.objects.filter(actor=world.anna.pk).values_list("event", flat=True)
    assert {"draft.saved", "draft.discarded"} <= set(events)


def test_row_level_security_says_the_same(world, as_user):
    draft = DraftFactory(staff=world.anna)
    with as_user(world.anna):
        assert Draft.objects.filter(pk=draft.pk).exists()
    for other in (world.bo, world.leader, world.admin, None):
        with as_user(other):
            assert not Draft.objects.filter(pk=draft.pk).exists()
            assert Draft.objects.filter(pk=draft.pk).update(version=9) == 0


def test_the_database_holds_no_word_of_it(world, login):
    send(login(world.anna), title="Ny minneslapp Y.E.")
    assert Draft.objects.get().title == "Ny minneslapp Y.E."
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_draft::text FROM organisation_draft")
        (row,) = cursor.fetchone()
    assert "boendet" not in row
    assert "minneslapp" not in row


def test_the_same_tab_saves_the_same_draft_and_another_tab_its_own(world, login):
    """The second tab began from the first one's draft; both texts are kept."""
    anna = login(world.anna)
    first = send(anna).json()
    again = send(anna, {"note": ["Första fliken."]}, **first).json()
    assert (again["draft"], again["version"]) == (first["draft"], 2)
    other = send(anna, {"note": ["Andra fliken."]}, **first).json()
    assert other["draft"] != first["draft"]
    texts = [row["content"]["note"] for row in kept(anna)]
    assert texts == [["Andra fliken."], ["Första fliken."]]
    elsewhere = send(anna, **(again | {"path": "/deltagare/"})).json()
    assert elsewhere["draft"] != again["draft"]
    assert len(kept(anna)) == 2


def test_a_title_that_is_too_long_loses_nothing(world, login):
    assert send(login(world.anna), title="x" * 300).status_code == 200
    assert Draft.objects.get().title == "x" * 200


@pytest.mark.parametrize(
    "fields",
    [
        {"content": "{"},
        {"content": "[]"},
        {"content": '{"note": "inte en lista"}'},
        {"content": '{"note": [1]}'},
        {"content": '{"note": ["%s"]}' % ("x" * 100_000)},
        {"path": "https://example.org/"},
        {"path": "//intranat/"},  # another host, to which the next log-in would lead
        {"path": "/deltagare/\n"},
        {"path": "/deltagare/?namn=x"},
        {"path": ""},
        {"draft": "inte-en-nyckel"},
        {"version": "0"},
    ],
)
def test_what_is_no_draft_is_refused(world, login, fields):
    assert send(login(world.anna), **fields).status_code == 422
    assert not Draft.objects.exists()


def test_a_form_that_is_saved_leaves_no_draft_and_one_with_an_error_keeps_it(world, login):
    anna = login(world.anna)
    url = log_url(world.own)
    draft = send(anna, path=url).json()["draft"]
    wrong = typed(world.anna, minutes="") | {FIELD: draft}
    assert anna.post(url, wrong).status_code == 200
    assert len(kept(anna, url)) == 1
    before = Contact.objects.count()
    anna.post(url, typed(world.anna, note=TEXT) | {FIELD: draft})
    assert Contact.objects.count() == before + 1
    assert kept(anna, url) == []
    others = DraftFactory(staff=world.bo)
    anna.post(url, typed(world.anna, held_on="2021-03-11") | {FIELD: str(others.pk)})
    anna.post(url, typed(world.anna, held_on="2021-03-12") | {FIELD: "skräp"})
    assert Draft.objects.filter(pk=others.pk).exists()


@pytest.mark.parametrize(("hours", "page"), [(1, PAGE), (13, "/")])
def test_after_a_log_in_one_is_back_at_the_text(world, hours, page):
    saved_at = timezone.now() - timedelta(hours=hours)
    DraftFactory(staff=world.anna, path=PAGE, saved_at=saved_at)
    DraftFactory(staff=world.bo, path="/deltagare/", saved_at=timezone.now())
    client = ApplicationClient()
    fields = {"login": world.anna.username, "password": PASSWORD}
    answer = client.post("/konto/logga-in/", fields)
    assert (answer.status_code, answer["Location"]) == (302, page)


def test_old_drafts_are_removed_by_the_system(world, as_user):
    now = timezone.now()
    old = DraftFactory(staff=world.anna, saved_at=now - KEPT - timedelta(minutes=1))
    new = DraftFactory(staff=world.anna, saved_at=now - KEPT + timedelta(minutes=1))
    with as_user(world.bo):
        assert not Draft.objects.old().exists()
    assert SWEEP_DRAFTS.perform() == "Borttagna utkast: 1."
    assert list(Draft.objects.values_list("pk", flat=True)) == [new.pk]
    assert not Draft.objects.filter(pk=old.pk).exists()


def test_a_change_of_keys_takes_the_drafts_along(world):
    draft = DraftFactory(staff=world.anna)
    assert Drafts().rewrite("999.", most=10) == 1
    assert json.loads(Draft.objects.get(pk=draft.pk).content) == {"family_name": ["Provsson"]}
