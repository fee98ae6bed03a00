"""The pages of ordered files: whose they are, what they say, the file and how long it stays."""

import os
import time
from datetime import date, timedelta

import pytest
from django.utils import timezone

from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from mia.jobs import files
from mia.jobs.models import Job
from mia.jobs.progress import Progress
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.memberships.models import Membership
from tests.factories import MembershipFactory, staff
from tests.reporting.county import fetch
from tests.reporting.orders.ordering import page, place, stored, stored_file, taken, tasks, work


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EXPORT_AT_ONCE = tmp_path, 0


def test_a_small_file_is_made_while_one_waits(world, login, settings):
    settings.EXPORT_AT_ONCE = 4
    assert fetch(login(world.coordinator), "esf-deltagare")[0] == 200
    assert (
        fetch(login(world.coordinator), "esf-deltagare", format="xlsx")[0] == 302
    )  # a workbook costs four times
    settings.EXPORT_AT_ONCE = 3
    assert fetch(login(world.coordinator), "esf-deltagare")[0] == 302


def test_a_double_click_makes_one_order_and_another_choice_another(world, login):
    client, key = login(world.coordinator), str(uuid7())
    first, again = place(client, key=key), place(client, key=key)
    assert first.pk == again.pk
    other = place(client, key=key, format="xlsx")
    assert other.pk != first.pk
    assert len(tasks()) == 2


def test_an_order_is_its_orderers_only(world, login, as_user):
    other = staff("samordnare", Role.COORDINATOR)
    order = work(place(login(world.coordinator)))
    assert taken(login(other), order)[0] == 404
    assert login(other).get(f"/rapporter/bestallning/{order.pk}/").status_code == 404
    assert str(order.pk) not in login(other).get("/rapporter/").content.decode()
    # the visibility filter by itself: here no policy stands behind it
    assert (
        Job.objects.visible_to(other).count(),
        Job.objects.visible_to(order.owner).count(),
    ) == (0, 1)
    events = Job.pgh_event_model.objects
    assert events.count() == 3
    for user, seen in ((other, 0), (world.admin, 0), (None, 0), (world.coordinator, 1)):
        with as_user(user):
            assert Job.objects.count() == seen
            assert Job.objects.update(message="") == seen
            assert events.count() == 3 * seen


def test_who_has_lost_the_right_gets_neither_page_nor_file(world, login):
    client = login(world.coordinator)
    order = work(place(client))
    Membership.objects.filter(staff=world.coordinator).update(ended_on=date(2020, 1, 1))
    MembershipFactory(staff=world.coordinator, role=Role.PROJECT_LEADER, delprojekt=world.os)
    assert taken(client, order)[0] == 403
    assert client.get(f"/rapporter/bestallning/{order.pk}/").status_code == 403


def test_an_ordered_file_of_one_of_the_months_projects_is_named_after_it(world, login):
    world.own.project = EsfProject.objects.get(code="MIA")
    world.own.started_on = date(2020, 5, 1)
    world.own.save()
    client = login(world.coordinator)
    order = work(place(client, month="2020-07", project="MIA"))
    response = client.get(f"/rapporter/bestallning/{order.pk}/fil/")
    name = "esf-deltagare_2020-07_MIA.csv"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert b"".join(response.streaming_content)


def test_a_table_with_small_numbers_is_for_who_may_see_them(world, login):
    """Ordered as leader; as investigator the same table has its small numbers hidden."""
    client = login(world.leader)
    order = work(place(client, "esf-indikatorer", exact="on"))
    Membership.objects.filter(staff=world.leader).update(role=Role.INVESTIGATOR)
    assert client.get("/rapporter/esf-indikatorer/").status_code == 200
    assert taken(client, order)[0] == 403


def test_only_a_ready_order_has_a_file(world, login):
    """A whole file under its name is not enough: the transaction that says so must have been
    committed.
    """
    client = login(world.coordinator)
    order = place(client)
    Job.objects.update(state="working", attempts=1)
    folder = files.open_folder(order)
    for name in ("export.csv", "export.csv.1.part"):
        (folder / name).write_bytes(b"hemligt")
    assert taken(client, order) == (302, None)
    assert "Hämta filen" not in page(client, order)


def test_a_fetch_is_audited_and_ends_the_notice(world, login):
    client = login(world.coordinator)
    order = work(place(client))
    notice = "Filen du beställde är klar"
    assert notice in client.get("/rapporter/").content.decode()
    assert notice in client.get("/rapporter/esf-deltagare/?month=2021-03").content.decode()
    assert notice not in client.get("/rapporter/malbild/?month=2021-03").content.decode()
    taken(client, order)
    row = AccessLog.objects.get(event="esf-deltagare.fetched")
    assert (row.action, row.actor, row.extra["run"]) == (
        "export",
        world.coordinator.pk,
        order.result["run"],
    )
    listed = client.get("/rapporter/").content.decode()
    assert notice not in listed
    assert "Dina beställningar" in listed


def test_a_file_lasts_a_day(world, login):
    client = login(world.coordinator)
    order, new = work(place(client)), work(place(client, "sus-poster"))
    Job.objects.filter(pk=order.pk).update(finished_at=timezone.now() - timedelta(hours=24))
    assert taken(client, order) == (302, None)  # also before it has been swept
    left = files.open_scratch() / "sheet"
    left.write_text("1")
    for path in (files.folder_of(order), left):
        os.utime(path, (time.time() - 90_000,) * 2)
    files.sweep()
    assert (stored(), left.exists()) == ([stored_file(new)], False)
    text = page(client, order)
    assert "Den här är borttagen" in text
    assert "Beställ igen" in text
    assert taken(client, new)[0] == 200


def test_it_is_ordered_again_with_the_same_choice(world, login):
    client = login(world.coordinator)
    for slug, more in (
        ("esf-deltagare", {}),
        ("malbild", {"month": "", "from_on": "2021-01-01", "to_on": "2021-03-31"}),
    ):
        order = place(client, slug, delprojekt="HBS", project="MIA_VIDARE", **more)
        Job.objects.filter(pk=order.pk).update(
            state="failed", message="x", finished_at=timezone.now()
        )
        order.refresh_from_db()
        wanted: dict[str, str] = dict(
            client.get(f"/rapporter/bestallning/{order.pk}/").context["view"].form_values
        )
        again = Job.objects.get(pk=client.post(f"/rapporter/{slug}/", wanted).url.split("/")[3])
        assert again.pk != order.pk
        assert (again.kind, again.parameters) == (order.kind, order.parameters)


def test_the_page_says_how_far_it_has_come(world, login):
    client = login(world.coordinator)
    order = place(client)
    assert "Filen väntar på sin tur" in page(client, order)
    Job.objects.update(state="working", attempts=1)
    assert "Uppgifterna räknas" in page(client, order)
    Progress(order, lambda: False, expected=63_000).at_row(45_000)
    part = page(client, order, hx_request="true")
    assert "Rad 45\u00a0000 av ungefär 63\u00a0000" in part
    assert 'max="63000" value="45000"' in part
    assert "<html" not in part
    work(order)
    response = client.get(f"/rapporter/bestallning/{order.pk}/", headers={"hx-request": "true"})
    assert (response.headers["HX-Refresh"], response.content) == ("true", b"")
    assert "Filen är klar" in page(client, order)


def test_the_page_does_not_ask_for_ever(world, login):
    order = place(login(world.coordinator))
    assert "hx-trigger" in page(login(world.coordinator), order)
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    assert "hx-trigger" not in page(login(world.coordinator), order)
