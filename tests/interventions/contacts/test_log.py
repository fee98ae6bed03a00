"""Logging a contact: what it asks of the database, and what is kept between two forms."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from interventions.contacts import actions as contacts_actions
from interventions.contacts.forms import CorrectForm, LogForm
from interventions.methods import queries as methods_queries
from mia import audit
from mia.access import identity
from mia.audit.models import AccessLog
from mia.organisation.staff.models import Staff
from tests import factories
from tests.interventions.contacts.test_contact import log_url, of, typed


def said(client, url, typed_in):
    """The statements of one contact logged."""
    seen = []

    def note(execute, sql, *rest):
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert client.post(url, typed_in).status_code == 302
    return seen


def test_logging_asks_little_and_reads_only_what_it_checks_against(world, login):
    """The one who logs is at hand; rights, who answers for the case and the case itself take two
    statements.
    """
    client = login(world.anna)
    mine = said(client, log_url(world.own), typed(world.anna, note=""))
    other = said(client, log_url(world.own), typed(world.bo, note=""))
    asked = [sql for sql in mine if "organisation_" in sql or "participants_" in sql]
    assert len(asked) == 3, "the user, the memberships, the case"
    assert not [sql for sql in asked if "labour_status" in sql or "family_name" in sql]
    assert len(other) == len(mine) + 1, "a colleague is looked up"
    assert of(world.own).last().staff == world.bo


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
    """The question is built once a day; the answer is never kept."""
    place = world.own.delprojekt_id
    before = list(methods_queries.colleagues(place, today))
    new = factories.MembershipFactory(delprojekt=world.own.delprojekt, role="case_worker").staff
    assert set(methods_queries.colleagues(place, today)) == {*before, new}


def test_one_form_says_nothing_of_another(today):
    """Fields are dressed once per class; what is of the day or the user stays in the one form."""
    first, second = (
        LogForm(today=day, staff=Staff.objects.none(), me=None)
        for day in (today, today - timedelta(days=1))
    )
    assert first.fields["held_on"].widget.attrs["max"] == f"{today:%Y-%m-%d}"
    assert second.fields["held_on"].widget.attrs["max"] == f"{today - timedelta(days=1):%Y-%m-%d}"
    assert not CorrectForm(today=today, staff=Staff.objects.none()).fields["staff"].required
    assert next(label for _, label in first.fields["method"].choices) == "Ingen metod"
    assert first.fields["note"].widget.attrs["rows"] == 4
