"""Bemanning: open cases of each worker, in all and by method, against ceilings kept as data."""

from datetime import timedelta

from interventions.methods.models import MethodWork
from interventions.workload import queries
from tests.factories import AbsenceFactory, MethodCeilingFactory, MethodWorkFactory, case
from tests.interventions.cases.pages import statements


def give(world, staff, method, number):
    for _ in range(number):
        MethodWorkFactory(enrolment=case(world.os, staff), staff=staff, method=method)


def rows_by_name(page, world):
    ((_, rows, _),) = page.context["places"]
    return {row.staff.username: row for row in rows}


def test_numbers_equal_an_independent_count(world, login):
    MethodCeilingFactory(method="CM", cases=2, started_on=world.today)
    give(world, world.anna, "CM", 3)
    give(world, world.bo, "SE", 1)
    ended = case(
        world.os, world.anna, ended_on=world.today - timedelta(days=1), exit_reason_id="ARBETE"
    )
    MethodWorkFactory(enrolment=ended, staff=world.anna, method="SE")
    rows = rows_by_name(login(world.leader).get("/bemanning/"), world)
    assert {name: (row.cases, row.protected) for name, row in rows.items()} == {
        "anna": (5, 1),  # own, protected and three; the ended one is not counted
        "bo": (2, 0),
        "dan": (0, 0),
        "ledare": (0, 0),
    }
    (load,) = rows["anna"].methods
    assert (load.method, load.cases, load.ceiling, load.over) == ("CM", 3, 2, 1)
    (load,) = rows["bo"].methods
    assert (load.room, load.over) == (19, 0)


def test_a_worker_sees_the_own_row_alone(world, login):
    page = login(world.anna).get("/bemanning/")
    assert set(rows_by_name(page, world)) == {"anna"}
    assert "Hemmansson" not in page.content.decode()


def test_the_absent_and_the_full_are_marked(world, login):
    MethodCeilingFactory(method="IPS", cases=1, started_on=world.today)
    give(world, world.bo, "IPS", 1)
    AbsenceFactory(staff=world.bo, substitute=world.dan, delprojekt=world.os)
    text = login(world.leader).get("/bemanning/").content.decode()
    assert "ersätts av Dan Provsson" in text
    assert "Fullt" in text


def test_a_ceiling_holds_from_its_day(world):
    for days, cases in ((-10, 12), (1, 8)):
        MethodCeilingFactory(
            method="CM", cases=cases, started_on=world.today + timedelta(days=days)
        )
    assert queries.ceilings_on(world.today)["CM"] == 12
    assert not MethodWork.objects.filter(staff=world.anna).exists()


def test_an_administrator_edits_the_ceilings(world, login):
    admin, page = login(world.admin), "/administration/tak/metoder/"
    sent = {"method": "ASF", "cases": "15", "started_on": f"{world.today}"}
    assert admin.post(f"{page}ny/", sent).url == page
    assert queries.ceilings_on(world.today)["ASF"] == 15
    again = admin.post(f"{page}ny/", sent)
    assert "redan ett tak" in again.context["form"].errors["started_on"][0]
    assert "cases" in admin.post(f"{page}ny/", sent | {"cases": "0"}).context["form"].errors


def test_statements_do_not_grow(world, login):
    client = login(world.leader)
    before = statements(client, "/bemanning/")
    give(world, world.anna, "CM", 4)
    assert len(statements(client, "/bemanning/")) == len(before) <= 15
