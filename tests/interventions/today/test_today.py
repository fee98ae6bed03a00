"""The page of today: what waits for a case worker, named and counted, and what was begun."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.today import queries
from mia.audit.models import AccessLog
from tests import factories

URL = "/idag/"


def page_of(client):
    return client.get(URL).content.decode()


def test_the_day_begins_here(world, login):
    anna = login(world.anna)
    assert anna.get("/")["Location"] == URL
    page = page_of(anna)
    assert "Uppgifter saknas vid start" in page
    assert f'href="/deltagare/{world.own.pk}/"' in page
    assert str(world.colleagues.participant) not in page


@pytest.mark.parametrize("who", ["investigator", "admin", "reviewer"])
def test_others_have_no_such_page_and_no_such_job(world, login, who):
    client = login(getattr(world, who))
    assert client.get(URL).status_code == 403
    assert 'href="/idag/"' not in client.get("/konto/sakerhet/").content.decode()


def test_nothing_waits(world, login):
    world.own.assignments.all().delete()
    world.protected.assignments.all().delete()
    assert "Inget väntar på dig just nu." in page_of(login(world.anna))


def test_a_queue_names_five_and_counts_all(world, login):
    for _ in range(6):
        factories.case(world.os, world.anna, started_on="2021-05-01")
    page = page_of(login(world.anna))
    assert '<span class="number">8</span>' in page
    assert "Visa alla 8" in page


@pytest.mark.parametrize(("years", "waits"), [(2, True), (4, False)])
def test_what_ended_long_ago_waits_for_nothing(world, as_user, years, waits):
    """Work of last month is to be followed up, but not of who left four years ago."""
    days = timedelta(days=365 * years)
    started_on = world.today - days - timedelta(days=200)
    left = factories.case(world.os, world.anna, started_on=started_on)
    left.ended_on, left.exit_reason_id = world.today - days, "FLYTT"
    left.save()
    left.assignments.update(ended_on=None)
    spell_on = world.today - timedelta(days=40)
    factories.SpellFactory(enrolment=left, started_on=spell_on, ended_on=None)
    with as_user(world.anna):
        cases = {
            queue.slug: queue.cases for queue in queries.todays_queues(world.anna, world.today)
        }
    keys = {case.pk for case in cases.get("kvar", [])}
    assert (left.pk in keys) is waits


def test_only_those_who_are_named_are_recorded_as_viewed(world, login, monkeypatch):
    monkeypatch.setattr(queries, "SHOWN", 1)
    late = factories.case(world.os, world.anna, started_on="2021-05-01")
    factories.ConsentFactory(enrolment=late)
    factories.ContactFactory(enrolment=late, held_on=world.today)
    login(world.anna).get(URL)
    log = AccessLog.objects.filter(actor=world.anna.pk, route="GET interventions:today").get()
    assert world.own.participant_id in log.participants
    assert late.participant_id not in log.participants


def test_one_statement_however_many_wait(world, as_user):
    with as_user(world.anna):
        queries.responsible_enrolments(world.anna)  # read once for each request
        with CaptureQueriesContext(connection) as captured:
            assert queries.todays_queues(world.anna, world.today)
    assert len(captured) == 1


def test_what_was_begun_is_a_link(world, login):
    """Each by the title of its page, so that one is told from another."""
    titles = {"/deltagare/ny/": "Registrera deltagare", "/grupper/ny/": "Ny grupp <3"}
    for path, title in titles.items():
        factories.DraftFactory(staff=world.anna, path=path, title=title)
    factories.DraftFactory(staff=world.anna, path="/snabb/")
    factories.DraftFactory(staff=world.bo, path="/deltagare/")
    page = page_of(login(world.anna))
    assert page.count("utkast från") == 3
    assert '<a href="/deltagare/ny/">Registrera deltagare</a>' in page
    assert '<a href="/grupper/ny/">Ny grupp &lt;3</a>' in page
    assert '<a href="/snabb/">Formulär</a>' in page
