"""A change while its month is locked: it is in the file that is locked, or it marks the month."""

import threading
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import Mock

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from mia.access import identity
from mia.core.period import Period
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from reporting.exports import rows
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.figures.scope import ReportScope
from reporting.months import actions
from reporting.months.obstacles import CHANGED
from tests.participants.assignments.test_named_staff import INSERT_STAFF
from tests.participants.enrolments.test_overlap import (
    DELETE_ENROLMENTS,
    DELETE_PERSON,
    INSERT_ENROLMENT,
    INSERT_PERSON,
    run,
    without_triggers,
)

ESF = EXPORTS["esf-deltagare"]
TABLES = [
    "participants_participant",
    "participants_enrolment",
    "interventions_contact",
    "organisation_staff",
    "reporting_reportrun",
]
STAFF = 900_003
INSERT_CONTACT = """
INSERT INTO interventions_contact
    (id, enrolment_id, delprojekt_id, is_protected, held_on, minutes, channel, outcome, version,
     registered_at)
SELECT gen_random_uuid(), id, delprojekt_id, false, '2020-03-10', 60, 'MOTE', 'GENOMFORD', 1, now()
FROM participants_enrolment WHERE id = %(id)s
"""
CHANGE = "UPDATE interventions_contact SET minutes = 90 WHERE enrolment_id = %s"
IS_MARKED = "SELECT changed_at IS NOT NULL FROM reporting_sentrow WHERE enrolment_id = %s"
IS_WAITED_FOR = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
DELETE = [
    "DELETE FROM reporting_sentrow WHERE enrolment_id = %(id)s",
    "DELETE FROM reporting_reportrun WHERE made_by_id = %(staff)s",
    "DELETE FROM interventions_contact WHERE enrolment_id = %(id)s",
    DELETE_ENROLMENTS,
    DELETE_PERSON,
    "DELETE FROM organisation_staff WHERE id = %(staff)s",
]


@contextmanager
def session():
    """A connection of its own, as the owner; committed at the end."""
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    with psycopg.connect(**parameters) as own_connection:
        yield own_connection


@pytest.fixture
def enrolment(db):
    """The key of a committed enrolment with an hour in March 2020; its history is switched off."""
    keys = {"id": uuid7(), "person": uuid7(), "staff": STAFF}
    with without_triggers(TABLES):
        run(INSERT_PERSON, person=keys["person"])
        run(INSERT_ENROLMENT, id=keys["id"], person=keys["person"], day="2020-03-02")
        run(INSERT_STAFF, staff=STAFF)
        run(INSERT_CONTACT, id=keys["id"])
        run("ALTER TABLE interventions_contact ENABLE TRIGGER mark_sent_updated")
        yield keys["id"]
        run("ALTER TABLE interventions_contact DISABLE TRIGGER mark_sent_updated")
        for statement in DELETE:
            run(statement, **keys)


class Locking(threading.Thread):
    """Makes the file of March 2020, and locks it when it may; commits when it may."""

    def __init__(self):
        super().__init__()
        self.may_lock, self.may_commit = threading.Event(), threading.Event()
        self.is_made, self.is_locked = threading.Event(), threading.Event()
        self.answer = ""

    def run(self):
        try:
            with identity.acting_as(identity.SYSTEM, source="prov"):
                by, scope = Staff.objects.get(pk=STAFF), scope_of_march()
                made = make(scope, by)
            self.is_made.set()
            assert self.may_lock.wait(20)
            with identity.acting_as(identity.SYSTEM, source="prov"), transaction.atomic():
                at = timezone.make_aware(datetime(2020, 4, 9))
                actions.lock(made, ESF, scope, by=by, at=at)
                self.is_locked.set()
                assert self.may_commit.wait(20)
        except ValidationError as error:
            self.answer = error.messages[0]
        finally:
            connection.close()


def scope_of_march():
    delprojekt = tuple(Delprojekt.objects.filter(code="OS"))
    projects = tuple(EsfProject.objects.filter(code="MIA"))
    return ReportScope(Period.month("2020-03"), delprojekt, projects, timezone.localdate())


def make(scope, by):
    content = rows.ContentFingerprint()
    assert len(list(rows.read(ESF, scope, content))) == 1
    return ReportRun.objects.create(
        slug=ESF.slug,
        first_on=scope.period.first_on,
        last_on=scope.period.last_on,
        delprojekt=scope.codes,
        parameters={"projekt": scope.project_codes, "content": str(content)},
        format="csv",
        row_count=1,
        sha256="",
        made_by=by,
    )


@pytest.fixture
def locking(enrolment, monkeypatch):
    """The thread, with its file made."""
    monkeypatch.setattr(actions.access, "can_lock_month", lambda by, delprojekt: True)
    monkeypatch.setattr(actions.audit, "record_event", Mock())
    thread = Locking()
    thread.start()
    assert thread.is_made.wait(20), thread.answer
    yield thread
    thread.may_lock.set()
    thread.may_commit.set()
    thread.join()


def until_somebody_waits():
    with session() as own_connection:
        for _ in range(400):
            (number,) = own_connection.execute(IS_WAITED_FOR).fetchone()
            if number:
                return True
            own_connection.execute("SELECT pg_sleep(0.01)")
    return False


def test_who_locks_waits_for_a_change_that_has_begun(enrolment, locking):
    with session() as writer:
        writer.execute(CHANGE, [enrolment])
        locking.may_lock.set()
        locking.may_commit.set()
        until_somebody_waits()
    locking.join()
    assert locking.answer == CHANGED


def test_a_change_waits_for_who_locks_and_marks_the_month(enrolment, locking):
    locking.may_lock.set()
    assert locking.is_locked.wait(20), locking.answer
    writing = threading.Thread(target=change, args=[enrolment])
    writing.start()
    until_somebody_waits()
    locking.may_commit.set()
    locking.join()
    writing.join()
    with session() as reader:
        assert reader.execute(IS_MARKED, [enrolment]).fetchone() == (True,)


def change(enrolment):
    with session() as writer:
        writer.execute(CHANGE, [enrolment])
