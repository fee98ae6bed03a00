"""Protection that is set later recalls the orders of the person's delprojekt: those that wait, are
being made or are ready.
"""

import pytest
from django.db import connection

from mia.jobs import run
from mia.jobs.models import Job
from reporting.orders.housekeeping_tasks import RECALL_FILES
from tests.reporting.orders.ordering import page, place, stored, taken, work

RECALLED = "Filen är återkallad: en person i delprojektet har fått skyddade personuppgifter."


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EXPORT_AT_ONCE = tmp_path, 0


@pytest.fixture
def protect(world, login):
    def _protect():
        url = f"{world.own.get_absolute_url()}skydd/"
        version = world.own.participant.version
        data = {"protection": "SEKRETESSMARKERING", "version": version}
        assert login(world.anna).post(url, data).status_code == 302
        connection.check_constraints()  # what the commit does

    return _protect


@pytest.mark.parametrize("is_fetched", [False, True])
def test_a_ready_file_cannot_be_fetched_any_more_and_is_removed(world, login, protect, is_fetched):
    client = login(world.coordinator)
    order = work(place(client))
    if is_fetched:
        assert taken(client, order)[0] == 200
    protect()
    assert taken(client, order) == (302, None)
    text = page(client, order)
    assert RECALLED in text
    assert ("Radera din kopia." in text) is is_fetched
    RECALL_FILES.perform()
    assert stored() == []


def test_an_order_that_waits_is_not_made(world, login, protect):
    client = login(world.coordinator)
    order = place(client)
    protect()
    assert work(order).state == "failed"
    assert RECALLED in page(client, order)
    assert stored() == []


def test_a_file_that_is_being_made_is_not_kept(world, login, protect, monkeypatch):
    """The worker has begun, and reads what it read before protection was set."""
    start_work = run._work

    def protect_first(*args):
        protect()
        start_work(*args)

    client = login(world.coordinator)
    order = place(client)
    monkeypatch.setattr(run, "_work", protect_first)
    assert work(order).state == "failed"
    assert RECALLED in page(client, order)
    assert taken(client, order) == (302, None)


def test_orders_of_other_delprojekt_stay(world, login, protect):
    client = login(world.coordinator)
    order = work(place(client, delprojekt="HBS"))
    protect()
    assert Job.objects.get(pk=order.pk).state == "ready"
    assert taken(client, order)[0] == 200
