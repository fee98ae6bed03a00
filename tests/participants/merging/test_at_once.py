"""A merge while somebody else registers or changes one of the two: one result, and whoever comes
second is told.
"""

from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction

from mia.access.roles import Role
from mia.access.unit_of_work import unit_of_work
from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment
from participants.merging import actions
from participants.people import actions as people_actions
from participants.people.models import Participant
from participants.people.queries import NumberHolder
from tests.factories import staff
from tests.participants.enrolments.test_overlap import (
    DELETE_ENROLMENTS,
    DELETE_PERSON,
    INSERT_ENROLMENT,
    INSERT_PERSON,
    TABLES,
    run,
    without_triggers,
)
from tests.participants.merging.places import twin
from tests.participants.registration.forms import URL, form

EDIT = "UPDATE participants_participant SET given_name = 'Ny', version = 2 WHERE id = %(person)s"
CLOSE = (
    "UPDATE participants_enrolment SET ended_on = '2020-02-01', exit_reason_id = 'FLYTT'"
    " WHERE participant_id = %(person)s"
)


@pytest.fixture
def two(db):
    """The keys of two committed persons, each with an enrolment in OS, taken away afterwards."""
    keys = [uuid7(), uuid7()]
    with without_triggers(TABLES):
        run("ALTER TABLE participants_enrolment ENABLE TRIGGER copy_protection")
        for number, key in enumerate(keys):
            run(INSERT_PERSON.replace("P-PROV", f"P-PROV{number}"), person=key)
            run(INSERT_ENROLMENT, id=uuid7(), person=key, day=date(2020, 1 + number, 1))
            run(CLOSE.replace("02-01", f"0{1 + number}-20"), person=key)
        yield keys
        for key in keys:
            run(DELETE_ENROLMENTS, person=key)
            run(DELETE_PERSON, person=key)


@pytest.fixture
def coordinator(two):
    return staff("koordinator", Role.COORDINATOR)


@contextmanager
def other_connection():
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    with psycopg.connect(**parameters) as other:
        other.execute("SET lock_timeout = '200ms'")
        yield other


@contextmanager
def taken_back():
    """What is done here is not kept: its locks go, and nothing waits for them afterwards."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
        yield
        transaction.set_rollback(True)


def merge(keys, by):
    """As the page does that compared the first version of both."""
    kept, absorbed = (Participant(pk=key) for key in keys)
    first = kept.pk
    with unit_of_work(by.pk, source="test"):
        return actions.merge(
            kept,
            absorbed,
            by=by,
            versions=[1, 1],
            names_of=first,
            language_of=first,
            number_of=first,
        )


def test_a_registration_waits_for_the_merge(two, coordinator):
    with taken_back(), other_connection() as other:
        merge(two, coordinator)
        enrolment = {"id": uuid7(), "person": two[1], "day": date(2021, 3, 1)}
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(INSERT_ENROLMENT, enrolment)


def test_a_merge_waits_for_the_registration_and_takes_it_along(two, coordinator):
    enrolment = {"id": uuid7(), "person": two[1], "day": date(2021, 3, 1)}
    with other_connection() as other:
        other.execute(INSERT_ENROLMENT, enrolment)
        with pytest.raises(OperationalError, match="lock timeout"), taken_back():
            merge(two, coordinator)
        other.commit()
    with taken_back():
        merge(two, coordinator)
        assert Enrolment.objects.get(pk=enrolment["id"]).participant_id == two[0]


@pytest.mark.parametrize("edited", [0, 1])
def test_a_merge_waits_for_an_edit_of_either_and_is_told_of_it(two, coordinator, edited):
    with other_connection() as other:
        other.execute(EDIT, {"person": two[edited]})
        with pytest.raises(OperationalError, match="lock timeout"), taken_back():
            merge(two, coordinator)
        other.commit()
    with pytest.raises(ValidationError, match="Någon har ändrat"), taken_back():
        merge(two, coordinator)


def test_a_registration_that_comes_second_is_told_and_goes_through_the_next_time(
    world, login, monkeypatch
):
    """Who has the number was read before the merge. Seen before: an error page."""
    other = twin(world.own, world.hbs, started_on=date(2021, 9, 1))
    absorbed = other.participant_id
    merge([world.own.participant_id, absorbed], world.coordinator)
    client, sent = login(world.other_leader), form(world.hbs, world.cecilia)
    sent |= {"started_on": "2020-01-01", "is_another": "on"}
    with monkeypatch.context() as before_the_merge:
        holder = NumberHolder(absorbed, is_protected=False)
        before_the_merge.setattr(people_actions, "person_with_number", lambda number: holder)
        answer = client.post(URL, sent)
    assert "har just slagits ihop" in str(answer.context["form"].errors)
    assert not Enrolment.objects.filter(started_on="2020-01-01").exists()
    assert client.post(URL, sent).status_code == 302
