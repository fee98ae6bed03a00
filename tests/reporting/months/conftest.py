"""A month that is locked, and a contact in it."""

import pytest

from interventions.contacts.models import Contact
from reporting.exports.models import ReportRun
from tests.reporting.county import fetch


@pytest.fixture
def contact(world):
    """Of Anna's participant, in March; one that makes an hour of the file."""
    contact = world.own.contacts.get()
    Contact.objects.filter(pk=contact.pk).update(
        held_on="2021-03-10", minutes=60, channel="TELEFON", outcome="GENOMFORD"
    )
    contact.refresh_from_db()
    return contact


@pytest.fixture
def locked(world, login, contact):
    """March, fetched and locked by the coordinator, who is still logged in."""
    client = login(world.coordinator)
    fetch(client, "esf-deltagare")
    run = ReportRun.objects.get()
    client.post(f"/rapporter/esf-deltagare/{run.pk}/las/")
    run.refresh_from_db()
    assert run.locked_at
    return client
