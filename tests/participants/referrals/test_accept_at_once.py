"""Two accept the same referral at once: one enrolment, and the second is told."""

from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction

from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment
from participants.referrals import actions
from participants.referrals.models import Referral
from tests.participants.enrolments.test_overlap import run, without_triggers

INSERT = """
INSERT INTO participants_referral
    (id, delprojekt_id, state, state_on, received_on, referrer_id, contact_name, contact_phone,
     contact_email, reason, wish, number_kind, number, given_name, family_name, birth_date, sex,
     protection, is_protected, alias, interpreter_language, version, registered_at)
SELECT %(id)s, delprojekt.id, 'BEDOMS', '2022-03-01', '2022-03-01', 'FK', '', '', '', %(text)s,
       %(text)s, 'PNR', '199008072382', 'Ylva', 'Storm', '1990-08-07', 'K', 'INGEN', false,
       'P-PROV', '', 1, now()
FROM organisation_delprojekt delprojekt WHERE delprojekt.code = 'OS'
"""
LOCK = "SELECT FROM participants_referral WHERE id = %(id)s FOR NO KEY UPDATE"
ACCEPT = "UPDATE participants_referral SET state = 'ANTAGEN' WHERE id = %(id)s"


@pytest.fixture
def committed(db):
    """The key of a committed referral, taken away afterwards."""
    key = uuid7()
    with without_triggers(["participants_referral"]):
        run(INSERT, id=key, text="1." + 40 * "A")
        yield key
        run("DELETE FROM participants_referral WHERE id = %(id)s", id=key)


@contextmanager
def other_connection():
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    with psycopg.connect(**parameters) as other:
        yield other


def test_the_second_waits_for_the_first_and_is_told(committed, world):
    referral = Referral.objects.get(pk=committed)
    before = Enrolment.objects.count()
    day = date(2022, 4, 1)

    def accept():
        with transaction.atomic():
            actions.accept(referral, by=world.anna, on=day, started_on=day, responsible=world.anna)

    with other_connection() as first:
        first.execute(LOCK, {"id": committed})
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            accept()
        first.execute(ACCEPT, {"id": committed})
        first.commit()
        with pytest.raises(ValidationError, match="redan antagen"):
            accept()
    assert Enrolment.objects.count() == before
