"""Who works in a delprojekt, and who is away, as those who lead it see it."""

from datetime import timedelta

from mia.organisation.absences.models import Absence
from tests import factories
from tests.interventions.today.watched import URL


def worker_rows(client):
    return {row.staff.username: row for row in client.get(URL).context["staff"].workers}


def test_the_workers_with_cases_and_hours(world, leader):
    day = world.today - timedelta(days=6)
    factories.ContactFactory(enrolment=world.own, staff=world.bo, held_on=day, minutes=45)
    factories.ContactFactory(
        enrolment=world.own, staff=world.bo, held_on=day - timedelta(days=1), minutes=400
    )
    factories.ContactFactory(
        enrolment=world.colleagues, staff=world.bo, held_on=day, minutes=30, outcome="UTEBLIVEN"
    )
    factories.ContactFactory(enrolment=world.protected, staff=world.bo, held_on=day, minutes=60)
    rows = worker_rows(leader)
    assert {name: (row.cases, row.others) for name, row in rows.items()} == {
        "anna": (1, 1),  # the protected one is counted, and not listed
        "bo": (1, 0),
        "dan": (0, 0),
        "ledare": (0, 0),
    }
    assert (rows["bo"].minutes, rows["bo"].time_text) == (45, "45 min")
    page = leader.get(f"{URL}handlaggare/{world.bo.pk}/")
    assert len(page.context["cases"]) == rows["bo"].cases
    assert sum(row.minutes for row in page.context["contacts"]) == rows["bo"].minutes
    assert "Göran Åsberg" in page.content.decode()


def test_ceilings_are_for_those_who_assign_staff(world, login, leader):
    factories.MethodCeilingFactory(method="CM", cases=1, started_on=world.today)
    for enrolment in (world.own, world.protected):
        enrolment.methods.update(staff=world.anna, method="CM")
    row = worker_rows(leader)["anna"]
    assert row.load_texts == ["Case management: 2 av högst 1"]
    assert row.full == ["Case management: 1 över taket"]
    assert "1 över taket" in leader.get(URL).content.decode()
    row = worker_rows(login(world.coordinator))["anna"]
    assert (row.cases, row.others, row.load_texts, row.full) == (1, 0, [], [])


def test_a_worker_of_another_delprojekt_has_no_page_here(world, leader):
    assert leader.get(f"{URL}handlaggare/{world.bo.pk}/").status_code == 200
    assert leader.get(f"{URL}handlaggare/{world.cecilia.pk}/").status_code == 404
    assert leader.get(f"{URL}handlaggare/999999/").status_code == 404


def test_who_is_away_now_and_next_week(world, leader):
    today = world.today
    next_sunday = today + timedelta(days=13 - today.weekday())
    away = {"delprojekt": world.os, "registered_by": world.leader}
    factories.AbsenceFactory(staff=world.anna, substitute=world.dan, **away)
    factories.AbsenceFactory(
        staff=world.dan, substitute=world.cecilia, started_on=next_sunday, **away
    )
    factories.AbsenceFactory(
        staff=world.bo, substitute=world.dan, started_on=next_sunday + timedelta(days=1), **away
    )
    factories.AbsenceFactory(
        staff=world.cecilia, substitute=world.bo, delprojekt=world.hbs, registered_by=world.leader
    )
    Absence.objects.filter(staff=world.anna).update(ended_on=next_sunday)
    rows = leader.get(URL).context["staff"].absences
    assert [(row.absence.staff, row.problem) for row in rows] == [
        (world.anna, "Ersättaren är också borta"),
        (world.dan, "Ersättaren arbetar inte här"),
    ]
    assert [row.has_begun for row in rows] == [True, False]
    table = worker_rows(leader)
    assert table["anna"].absence is not None
    assert table["dan"].absence is None, "not away today"
