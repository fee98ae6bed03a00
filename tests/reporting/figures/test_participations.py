"""A participation is a person in an ESF project: entry from the first enrolment, exit from the last
(docs/formats.md §2).
"""

from datetime import date

import pytest
from django.db import connection

from mia.access.roles import Role
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from reporting.figures.cohorts import COHORTS, cohort_rows
from reporting.figures.participations import (
    COUNTABLE,
    COUNTABLE_WITH_DELPROJEKT,
    PARTICIPATIONS,
    PER_DELPROJEKT,
    PER_PROJECT,
)
from tests import factories
from tests.factories import staff
from tests.reporting.county import enrol, person, report_scope

MARCH = Period.month("2021-03")


@pytest.fixture
def places(db):
    return {row.code: row for row in Delprojekt.objects.all()}


@pytest.fixture
def found(db, as_user):
    coordinator = staff("koordinator", Role.COORDINATOR)

    def _found(over=PER_PROJECT, period=MARCH, **more):
        chosen = report_scope(period, **more)
        with as_user(coordinator), connection.cursor() as cursor:
            rows = PARTICIPATIONS if over == PER_PROJECT else COUNTABLE_WITH_DELPROJEKT
            cursor.execute(
                f"WITH {rows} SELECT p.* FROM {over} p ORDER BY p.started_on", chosen.params
            )
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    return _found


def someone():
    return person(date(1990, 1, 1), "K")


def test_entry_from_the_first_and_exit_from_the_last(places, found):
    who = someone()
    first = enrol(
        places["OS"],
        who,
        date(2021, 1, 1),
        education="GRUNDSKOLA",
        ended_on=date(2021, 1, 31),
        exit_reason="ARBETE",
    )
    last = enrol(
        places["HBS"],
        who,
        date(2021, 2, 1),
        education="GYMNASIUM",
        ended_on=date(2021, 3, 10),
        exit_reason="STUDIER",
    )
    (one,) = found()
    assert (one["first_enrolment_id"], one["enrolment_id"]) == (first.pk, last.pk)
    assert (one["started_on"], one["education"], one["ended_on"], one["exit_outcome"]) == (
        date(2021, 1, 1),
        "GRUNDSKOLA",
        date(2021, 3, 10),
        "STUDIER",
    )


@pytest.mark.parametrize("order", [("OS", "HBS"), ("HBS", "OS")])
def test_no_exit_while_one_is_open(places, found, order):
    """In parallel: the open one holds, whichever began first."""
    who = someone()
    enrol(places[order[0]], who, date(2021, 1, 1))
    enrol(places[order[1]], who, date(2021, 2, 1), ended_on=date(2021, 3, 1), exit_reason="ARBETE")
    assert [(one["ended_on"], one["exit_reason_id"], one["exit_outcome"]) for one in found()] == [
        (None, None, None)
    ]


@pytest.mark.parametrize(
    ("ended_on", "has_left"), [(date(2021, 3, 31), True), (date(2021, 4, 1), False)]
)
def test_everything_is_as_it_stood_on_the_last_day(places, found, ended_on, has_left):
    who = someone()
    enrol(
        places["OS"],
        who,
        date(2021, 1, 1),
        ended_on=ended_on,
        exit_reason="ARBETE",
        work_after="EJ_SUBVENTIONERAT",
    )
    enrol(places["HBS"], who, date(2021, 4, 2))
    (one,) = found()
    assert (one["ended_on"] is not None, one["works_at_exit"] is not None) == (has_left, has_left)


def test_each_project_counts_the_person(places, found):
    who = someone()
    enrol(places["OS"], who, date(2019, 1, 1), project=EsfProject.objects.get(code="MIA"))
    enrol(places["HBS"], who, date(2021, 1, 1))
    assert len(found()) == 2


def test_a_wrong_registration_is_not_there_and_hides_nothing(places, found):
    who = someone()
    enrol(
        places["OS"],
        who,
        date(2020, 12, 1),
        ended_on=date(2020, 12, 2),
        exit_reason="FELREGISTRERING",
    )
    right = enrol(places["HBS"], who, date(2021, 1, 1))
    assert [one["first_enrolment_id"] for one in found()] == [right.pk]


def test_what_an_exit_reason_counts_as_is_asked_of_its_own_row(places, found, as_user):
    """An administrator may add a reason that does not count: no figure asks for a code."""
    factories.ExitReasonFactory(code="DUBBLETT", label="dubblett", outcome="FELREGISTRERING")
    who = someone()
    last_on = date(2020, 12, 2)
    enrol(places["OS"], who, date(2020, 12, 1), ended_on=last_on, exit_reason="DUBBLETT")
    right = enrol(places["HBS"], who, date(2021, 1, 1))
    assert [one["first_enrolment_id"] for one in found()] == [right.pk]
    with as_user(staff("exportör", Role.COORDINATOR)), connection.cursor() as cursor:
        cursor.execute("SELECT enrolment_id FROM reporting_identity WHERE is_counted")
        assert cursor.fetchall() == [(right.pk,)]


def test_per_delprojekt_each_counts_by_itself(places, found):
    who = someone()
    enrol(places["OS"], who, date(2021, 1, 1), ended_on=date(2021, 1, 31), exit_reason="FLYTT")
    enrol(places["HBS"], who, date(2021, 2, 1))
    assert [(one["delprojekt_id"], one["ended_on"]) for one in found(PER_DELPROJEKT)] == [
        (places["OS"].pk, date(2021, 1, 31)),
        (places["HBS"].pk, None),
    ]


def test_protected_persons_are_counted(places, found):
    enrol(
        places["OS"],
        person(date(1990, 1, 1), "K", protection="SEKRETESSMARKERING"),
        date(2021, 1, 1),
    )
    assert [one["is_protected"] for one in found()] == [True]


@pytest.mark.parametrize(
    ("start", "end", "cohorts"),
    [
        (date(2021, 3, 1), None, {"inskrivna", "borjade", "pagaende", "deltog"}),
        (date(2021, 4, 1), None, set()),
        (
            date(2021, 2, 28),
            date(2021, 2, 28),
            {"inskrivna", "avslutade", "arbete", "arbete-studier", "utfall"},
        ),
        (
            date(2021, 2, 28),
            date(2021, 3, 1),
            {"inskrivna", "deltog", "slutade", "avslutade", "arbete", "arbete-studier", "utfall"},
        ),
        (
            date(2021, 2, 28),
            date(2021, 3, 31),
            {
                "inskrivna",
                "deltog",
                "pagaende",
                "slutade",
                "avslutade",
                "arbete",
                "arbete-studier",
                "utfall",
            },
        ),
        (date(2021, 2, 28), date(2021, 4, 1), {"inskrivna", "deltog", "pagaende"}),
    ],
)
def test_the_days_at_the_edges_of_a_cohort(places, as_user, start, end, cohorts):
    coordinator = staff("koordinator", Role.COORDINATOR)
    enrol(
        places["OS"], someone(), start, ended_on=end, **({"exit_reason": "ARBETE"} if end else {})
    )
    columns = ", ".join(f"count(*) FILTER (WHERE p.{cohort.column})" for cohort in COHORTS.values())
    with as_user(coordinator), connection.cursor() as cursor:
        cursor.execute(
            f"WITH {COUNTABLE} SELECT {columns} FROM ({cohort_rows()}) p",
            report_scope(MARCH).params,
        )
        numbers = cursor.fetchone()
    assert {slug for slug, number in zip(COHORTS, numbers, strict=True) if number} == cohorts
