"""Logging a contact: how much it asks of the database, and that forms share nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.contacts import actions as contacts_actions
from interventions.contacts.forms import CorrectForm, LogForm
from interventions.methods.queries import colleagues
from mia import audit
from mia.access import identity
from mia.audit.models import AccessLog
from mia.organisation.staff.models import Staff
from tests import factories
from tests.interventions.contacts.sent import SECRET, log_url, of, typed

# docs/architecture.md §6; and two that read and put back the identity of the test's transaction.
MOST_STATEMENTS = 15 + 2


def test_logging_a_contact_takes_few_statements(world, login):
    """Counted without the savepoints, which the test's own transaction adds."""
    client = login(world.anna)
    with CaptureQueriesContext(connection) as captured:
        response = client.post(log_url(world.own), typed(world.bo))
    assert response.status_code == 302
    statements = [query["sql"] or "" for query in captured.captured_queries]
    counted = [sql for sql in statements if "SAVEPOINT" not in sql]
    assert len(counted) <= MOST_STATEMENTS, counted
    contact = of(world.own).last()
    assert contact.staff == world.bo
    assert contact.note.text == SECRET


@pytest.mark.parametrize("answer", ["get", "post"])
def test_whose_page_was_shown_is_noted(world, login, answer):
    """The empty form names the participant; so does the one that comes back with an error."""
    client = login(world.anna)
    assert getattr(client, answer)(log_url(world.own), {"minutes": "en timme"}).status_code == 200
    row = AccessLog.objects.get(participants__contains=[world.own.participant_id])
    assert (row.actor, row.action) == (world.anna.pk, "read")


def test_a_note_that_is_refused_takes_its_contact_with_it(world):
    facts = {
        "held_on": world.own.started_on,
        "started_at": None,
        "minutes": 30,
        "channel": "TELEFON",
        "outcome": "GENOMFORD",
        "method": None,
        "staff": world.anna,
    }
    with identity.acting_as(world.anna.pk, source="test"):
        audit.begin()
        with pytest.raises(ValidationError) as refused:
            contacts_actions.register(
                by=world.anna, enrolment=world.own, note="x" * 20_001, **facts
            )
    assert list(refused.value.error_dict) == ["note"]
    assert of(world.own).count() == 1


def test_a_new_colleague_may_be_chosen_at_once(world, today):
    before = set(colleagues(world.own.delprojekt_id, today))
    new = factories.MembershipFactory(delprojekt=world.own.delprojekt, role="case_worker").staff
    assert set(colleagues(world.own.delprojekt_id, today)) == before | {new}


def test_one_form_says_nothing_of_another(today):
    """The day and the user of one form do not reach another form of the same class."""
    yesterday = today - timedelta(days=1)
    nobody = Staff.objects.none()
    first = LogForm(today=today, staff=nobody)
    second = LogForm(today=yesterday, staff=nobody)
    assert first.fields["held_on"].widget.attrs["max"] == f"{today:%Y-%m-%d}"
    assert second.fields["held_on"].widget.attrs["max"] == f"{yesterday:%Y-%m-%d}"
    assert not CorrectForm(today=today, staff=nobody).fields["staff"].required
    assert first.fields["staff"].required
    assert next(label for _, label in first.fields["method"].choices) == "Ingen metod"
    assert first.fields["note"].widget.attrs["rows"] == 4
