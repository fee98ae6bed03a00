"""Places used against places bought: an independent sum, and of whose agreements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.hosts.queries import HostSelection, list_hosts, month_table
from mia.core.period import Period
from tests import factories

MARCH = Period.month("2021-03")


@pytest.fixture
def agreement(world):
    """Runs for the first twenty days of March, with three placements of which one is protected."""
    host = factories.HostFactory(name="Hela Människan Prov")
    row = factories.AgreementFactory(
        host=host,
        delprojekt=world.os,
        reference="A-1",
        places=2,
        price=4500,
        started_on=date(2021, 3, 1),
        ended_on=date(2021, 3, 20),
    )
    days = (
        (world.own, date(2021, 3, 1), date(2021, 3, 10)),  # ten days
        (world.colleagues, date(2021, 3, 11), None),  # ten days, and more after the agreement
        (world.protected, date(2021, 2, 1), date(2021, 3, 5)),  # five days
        (factories.EnrolmentFactory(delprojekt=world.os), date(2021, 3, 21), None),  # too late
    )
    for enrolment, first, last in days:
        end = {"end_reason": "PLANERAT", "result": "INGET"} if last else {}
        factories.PlacementFactory(
            enrolment=enrolment, host=host, agreement=row, started_on=first, ended_on=last, **end
        )
    return row


def test_the_month_is_an_independent_sum(world, as_user, agreement):
    factories.AgreementFactory(delprojekt=world.os, started_on=date(2021, 4, 1))
    unused = factories.AgreementFactory(delprojekt=world.os, places=4, host=agreement.host)
    with as_user(world.anna):
        table = month_table(MARCH)
    rows = {row.agreement.pk: row for row in table.rows}
    assert set(rows) == {agreement.pk, unused.pk}, "not the agreement of April"
    row = rows[agreement.pk]
    assert (row.used, row.participants, row.price) == (round((10 + 10 + 5) / 20, 1), 3, 9000)
    assert (rows[unused.pk].used, rows[unused.pk].participants) == (0, 0)
    assert (table.places, table.used, table.price) == (6, row.used, 9000)


def test_of_whose_agreements(world, login, as_user, agreement):
    """Of another delprojekt's agreement nobody learns how it is used, not even that it is free."""
    page = "/vardar/platser/?manad=2021-03"
    shown = login(world.anna).get(page).content.decode()
    assert "A-1" in shown
    assert "Hemmansson" not in shown
    assert "A-1" in login(world.coordinator).get(page).content.decode()
    assert "A-1" not in login(world.cecilia).get(page).content.decode()
    free = {}
    for who in (world.anna, world.cecilia):
        with as_user(who):
            (row,) = list_hosts(HostSelection(words="Hela Människan Prov"), date(2021, 3, 12))
            free[who] = row.free
    assert free == {world.anna: 1, world.cecilia: None}
    page = login(world.cecilia).get(agreement.host.get_absolute_url()).content.decode()
    assert "I dag används" not in page


@pytest.mark.parametrize(
    "page",
    ["/vardar/{agreement.host_id}/", "/avtal/{agreement.pk}/deltagare/?manad=2021-03"],
)
def test_only_the_agreements_of_the_page_are_counted(world, login, agreement, page):
    other = factories.AgreementFactory(delprojekt=world.os)
    with CaptureQueriesContext(connection) as statements:
        login(world.anna).get(page.format(agreement=agreement))
    counted = [one["sql"] for one in statements if "app.places_used" in one["sql"]]
    assert counted
    for statement in counted:
        assert agreement.pk.hex in statement
        assert other.pk.hex not in statement


@pytest.mark.parametrize("month", ["", "2021-13", "i mars", "9999-12", "1899-12"])
def test_a_month_that_is_none_is_this_month(world, login, month):
    assert login(world.anna).get(f"/vardar/platser/?manad={month}").status_code == 200


@pytest.mark.parametrize(
    ("who", "names", "unseen"),
    [("anna", {"Ekdal", "Hemmansson"}, 1), ("bo", {"Åsberg"}, 2), ("cecilia", set(), 0)],
)
def test_a_number_opens_its_list(world, login, agreement, who, names, unseen):
    """Those whom the user sees by name, the others as a number; nobody of another delprojekt."""
    page = f"/avtal/{agreement.pk}/deltagare/?manad=2021-03"
    text = login(getattr(world, who)).get(page).content.decode()
    shown = {name for name in ("Ekdal", "Hemmansson", "Åsberg") if name in text}
    assert shown == names
    assert (f"{unseen} deltagare som du inte ser" in text) == bool(unseen)
