"""The cases that the user opened last, as the page of the search lists them."""

from django.db import connection

from mia.audit.models import AccessLog
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment
from participants.search import queries
from tests import factories
from tests.interventions.cases.pages import statements

URL = "/deltagare/sok/"


def opened(client):
    return [str(row.participant) for row in client.get(URL).context["recent"]]


def visit(client, *enrolments):
    for enrolment in enrolments:
        assert client.get(enrolment.get_absolute_url()).status_code == 200
        # In a test every row of the log has the time of the one transaction.
        latest = AccessLog.objects.latest("id")
        AccessLog.objects.filter(pk=latest.pk).update(at=f"{next_minute()}+00:00")


def next_minute():
    """A time of today, later each time it is asked for."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP SEQUENCE IF NOT EXISTS opened_at")
        cursor.execute("SELECT now() AT TIME ZONE 'UTC' - interval '1 day'")
        (start,) = cursor.fetchone()
        cursor.execute("SELECT nextval('opened_at')")
        (number,) = cursor.fetchone()
    return start.replace(microsecond=number).isoformat()


def test_the_last_one_first_and_each_once(world, login):
    anna = login(world.anna)
    assert opened(anna) == []
    assert "Senast öppnade" not in anna.get(URL).content.decode()
    visit(anna, world.own, world.protected, world.own)
    assert opened(anna) == ["Ylva Ekdal", "Hemlig Hemmansson"]
    assert "Senast öppnade" in anna.get(URL).content.decode()


def test_a_person_who_came_back_is_the_latest_stay(world, login):
    Enrolment.objects.filter(pk=world.own.pk).update(ended_on="2021-09-30", exit_reason="FLYTT")
    again = factories.EnrolmentFactory(
        participant=world.own.participant, delprojekt=world.os, started_on="2022-02-01"
    )
    factories.AssignmentFactory(enrolment=again, staff=world.anna)
    anna = login(world.anna)
    visit(anna, world.own)
    assert [row.pk for row in anna.get(URL).context["recent"]] == [again.pk]


def test_only_ones_own_and_only_those_that_were_opened(world, login):
    anna, leader = login(world.anna), login(world.leader)
    visit(anna, world.own)
    leader.get("/deltagare/")  # seen in a list
    leader.get(world.colleagues.get_absolute_url() + "delar/ansvariga/")
    assert opened(leader) == []
    assert opened(login(world.dan)) == []


def test_what_one_may_no_longer_see_is_not_there(world, login):
    anna = login(world.anna)
    visit(anna, world.own, world.protected)
    Assignment.objects.filter(enrolment=world.own).update(ended_on=world.today)
    assert opened(anna) == ["Hemlig Hemmansson", "Ylva Ekdal"], "today is the last day"
    Assignment.objects.filter(enrolment=world.own).delete()
    assert opened(anna) == ["Hemlig Hemmansson"]
    leader = login(world.leader)
    visit(leader, world.colleagues)
    person = world.colleagues.participant
    person.protection = "SEKRETESSMARKERING"
    person.save()
    assert opened(leader) == []


def test_at_most_ten_in_two_statements(world, login, as_user, django_assert_num_queries):
    anna = login(world.anna)
    cases = [factories.case(world.os, world.anna) for _ in range(12)]
    visit(anna, world.own)
    before = len(statements(anna, URL))
    visit(anna, *cases)
    assert len(opened(anna)) == queries.MOST_RECENT == 10
    assert len(statements(anna, URL)) == before


def test_whom_the_list_shows_is_recorded_and_does_not_count_as_opened(world, login):
    anna = login(world.anna)
    visit(anna, world.own, world.protected)
    for _ in range(2):
        assert opened(anna) == ["Hemlig Hemmansson", "Ylva Ekdal"]
    log = AccessLog.objects.filter(route="GET participants:search").latest("id")
    assert set(log.participants) == {
        world.own.participant_id,
        world.protected.participant_id,
    }


def test_a_search_shows_its_hits_alone(world, login):
    anna = login(world.anna)
    visit(anna, world.protected)
    page = anna.post(URL, {"q": "Finnsinte"})
    assert page.context["recent"] == []
