"""The database, not the application, refuses a second enrolment at the same time: also when eight
ask at once.
"""

import threading
from contextlib import contextmanager, nullcontext
from datetime import date

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment
from tests import factories

PERSON = """
INSERT INTO participants_participant (id, given_name, family_name, birth_year, sex, protection, alias,
    interpreter_language, version, registered_at)
    VALUES (%(person)s, 'A', 'B', 1990, 'K', 'INGEN', 'P-PROV', '', 1, now())
"""
INSERT = """
INSERT INTO participants_enrolment (id, participant_id, delprojekt_id, project_id, started_on, is_protected, district,
    income_before, income_after, disability, foreign_background, homeless, version, registered_at)
SELECT %(id)s, %(person)s, (SELECT id FROM organisation_delprojekt WHERE code = 'OS'),
    (SELECT id FROM organisation_esfproject WHERE code = 'MIA'), %(day)s, false, '', '{}', '{}', 'NEJ', 'NEJ', 'NEJ', 1,
    now()
"""


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


def run(*statements, **values):
    """On a connection of its own, committed. The rows changed by the last statement."""
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    with psycopg.connect(**parameters) as own:
        for statement in statements:
            last = own.execute(statement, values)
        return last.rowcount


@contextmanager
def silent(*tables):
    """Without the tables' own triggers: committed rows leave nothing in the append-only trails."""
    run(*(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables))
    try:
        yield
    finally:
        run(*(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables))


def test_eight_at_once_make_one(django_db_setup, django_db_blocker):
    person, answers = uuid7(), []

    def enrol(day):
        try:
            run(INSERT, id=uuid7(), person=person, day=date(2021, 3, day))
            answers.append("made")
        except psycopg.errors.ExclusionViolation:
            answers.append("refused")

    with django_db_blocker.unblock(), silent("participants_participant", "participants_enrolment"):
        run(PERSON, person=person)
        threads = [threading.Thread(target=enrol, args=(day,)) for day in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        removed = run(
            "DELETE FROM participants_enrolment WHERE participant_id = %(person)s", person=person
        )
        run("DELETE FROM participants_participant WHERE id = %(person)s", person=person)
    assert sorted(answers) == ["made"] + ["refused"] * 7
    assert removed == 1
