"""Participation time is one rule, in the database; what Python says of it is the same."""

from itertools import product

import pytest
from django.db import connection

from interventions.contacts.enums import WITHOUT_PARTICIPANT, Channel, Outcome
from interventions.contacts.models import Contact
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("outcome", "channel"), list(product(Outcome, Channel)))
def test_a_contact_that_took_place_with_the_participant(outcome, channel):
    expected = outcome == Outcome.HELD and channel not in WITHOUT_PARTICIPANT
    minutes = 30 if outcome == Outcome.HELD else 0
    contact = factories.ContactFactory(outcome=outcome, channel=channel, minutes=minutes)
    assert Contact.objects.participation().filter(pk=contact.pk).exists() is expected
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.is_participation_time(%s, %s)", [outcome.value, channel.value])
        assert cursor.fetchone() == (expected,)


def test_the_index_of_participation_time_is_used():
    """The function is written out where it is called: the planner knows the index's condition."""
    contacts = Contact.objects.participation().filter(delprojekt=1, held_on="2021-03-01")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        # In an almost empty table each index costs the same: leave only one that fits.
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'interventions_contact'"
            " AND indexdef NOT LIKE '%UNIQUE%' AND indexname <> 'contact_participation_time'"
        )
        for (index,) in cursor.fetchall():
            cursor.execute(f'DROP INDEX "{index}"')
        cursor.execute("ALTER TABLE interventions_contact DROP CONSTRAINT contact_is_logged_once")
        plan = contacts.values("enrolment", "minutes").explain()
    assert "contact_participation_time" in plan
