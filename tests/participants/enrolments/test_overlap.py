"""No two enrolments of one person in one delprojekt overlap, also when eight are made at once.

The database refuses, whatever the application believes; `store` tells it at the field.
"""

import threading
from contextlib import contextmanager, nullcontext
from datetime import date

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction

from mia.access.saving import store
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from participants.enrolments.models import Enrolment
from tests import factories

TABLES = ("participants_participant", "participants_enrolment")
INSERT_PERSON = """
INSERT INTO participants_participant
    (id, given_name, family_name, birth_year, sex, protection, alias, interpreter_language, version,
     registered_at)
VALUES (%(person)s, 'A', 'B', 1990, 'K', 'INGEN', 'P-PROV', '', 1, now())
"""
INSERT_ENROLMENT = """
INSERT INTO participants_enrolment
    (id, participant_id, delprojekt_id, project_id, started_on, is_protected, district,
     income_before, income_before_percent, income_after, income_after_percent, disability,
     foreign_background, newly_arrived, homeless, version, registered_at)
SELECT %(id)s, %(person)s, delprojekt.id, project.id, %(day)s, false, '', '{}', '{}', '{}', '{}',
       'NEJ', 'NEJ', 'NEJ', 'NEJ', 1, now()
FROM organisation_delprojekt delprojekt, organisation_esfproject project
WHERE delprojekt.code = 'OS' AND project.code = 'MIA'
"""
DELETE_ENROLMENTS = "DELETE FROM participants_enrolment WHERE participant_id = %(person)s"
DELETE_PERSON = "DELETE FROM participants_participant WHERE id = %(person)s"


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        ("2021-02-01", "2021-02-28", False),
        ("2021-02-01", "2021-03-01", True),
        ("2021-02-01", None, True),
        ("2021-06-01", None, True),
        ("2021-12-31", "2022-01-31", True),
        ("2022-01-01", None, False),
    ],
)
def test_both_days_are_inclusive(world, first, last, overlaps):
    Enrolment.objects.filter(pk=world.own.pk).update(
        ended_on=date(2021, 12, 31), exit_reason="ARBETE"
    )
    facts = {"ended_on": last, "exit_reason_id": "ARBETE"} if last else {}
    refused = (
        pytest.raises(IntegrityError, match="enrolment_does_not_overlap")
        if overlaps
        else nullcontext()
    )
    with refused, transaction.atomic():
        factories.EnrolmentFactory(
            participant=world.own.participant, delprojekt=world.os, started_on=first, **facts
        )


def test_another_delprojekt_at_the_same_time_is_allowed(world):
    factories.EnrolmentFactory(participant=world.own.participant, delprojekt=world.hbs)


def run(statement, **values):
    """Execute on a connection of its own and commit. Returns the number of rows changed."""
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    with psycopg.connect(**parameters) as own_connection:
        return own_connection.execute(statement, values).rowcount


@contextmanager
def without_triggers(tables):
    """Committed rows leave nothing in the append-only tables, which no test can empty."""
    for table in tables:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        for table in tables:
            run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def person(db):
    """The key of a committed person, taken away afterwards with all enrolments."""
    key = uuid7()
    with without_triggers(TABLES):
        run(INSERT_PERSON, person=key)
        yield key
        run(DELETE_ENROLMENTS, person=key)
        run(DELETE_PERSON, person=key)


def at_once(work):
    """Run `work(day)` for the days 1 to 8 in as many threads, and return the sorted answers."""
    answers = []
    start = threading.Barrier(8)

    def answer(day):
        start.wait()
        answers.append(work(day))

    threads = [threading.Thread(target=answer, args=(day,)) for day in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_the_database_makes_one_of_eight(person):
    """PostgreSQL refuses the others, or ends them as a deadlock: either way they are not there."""

    def enrol(day):
        try:
            run(INSERT_ENROLMENT, id=uuid7(), person=person, day=date(2021, 3, day))
        except (psycopg.errors.ExclusionViolation, psycopg.errors.DeadlockDetected):
            return "refused"
        return "made"

    assert at_once(enrol) == ["made"] + ["refused"] * 7
    assert run(DELETE_ENROLMENTS, person=person) == 1


def test_of_eight_that_are_stored_seven_are_told_at_the_field(person):
    delprojekt = Delprojekt.objects.get(code="OS")
    project = EsfProject.objects.get(code="MIA")

    def enrol(day):
        row = Enrolment(participant_id=person, delprojekt=delprojekt, project=project)
        row.started_on = date(2021, 3, day)
        try:
            store(row)
        except ValidationError as error:
            return ", ".join(error.error_dict)
        finally:
            connection.close()
        return "made"

    assert at_once(enrol) == ["made"] + ["started_on"] * 7


def test_a_writer_waits_for_its_turn_before_it_writes(person):
    """Deterministic where the test above is a race: no row is written while another may clash."""
    delprojekt = Delprojekt.objects.get(code="OS")
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    key = f"enrolment_does_not_overlap {person} {delprojekt.pk}"
    row = Enrolment(participant_id=person, delprojekt=delprojekt, started_on=date(2021, 3, 1))
    row.project = EsfProject.objects.get(code="MIA")
    with psycopg.connect(**parameters) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with transaction.atomic(), pytest.raises(OperationalError, match="lock timeout"):
            store(row)
