"""The rules of the row exports that the golden files do not reach (docs/formats.md §4.1)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mia.core.period import Period
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.staff.models import Staff
from participants.codes.models import ExitReason
from participants.people.enums import IdentityKind
from reporting.exports import project_end
from tests.factories import (
    ContactFactory,
    DelprojektFactory,
    ExitReasonFactory,
)
from tests.reporting.county import MARCH, enrol, person, report_scope


@pytest.mark.parametrize(
    ("start", "end", "event"),
    [
        (date(2021, 2, 1), date(2021, 2, 28), None),
        (date(2021, 2, 1), date(2021, 3, 1), "AVSLUTAD"),
        (date(2021, 2, 28), date(2021, 4, 1), "PÅGÅENDE"),
        (date(2021, 3, 1), None, "NY"),
        (date(2021, 3, 31), date(2021, 3, 31), "AVSLUTAD"),
        (date(2021, 4, 1), None, None),
    ],
)
def test_open_on_at_least_one_day_of_the_month(os, read, start, end, event):
    enrol(
        os,
        person(date(1990, 1, 1), "K"),
        start,
        ended_on=end,
        **({"exit_reason": "FLYTT"} if end else {}),
    )
    found = read()
    assert [row["Händelse"] for row in found] == ([event] if event else [])
    if event:
        assert found[0]["Slutdatum"] == (end if event == "AVSLUTAD" else None)


def test_two_enrolments_of_one_person_are_two_rows(os, read):
    someone = person(date(1990, 1, 1), "K")
    enrol(os, someone, date(2021, 3, 1), ended_on=date(2021, 3, 10), exit_reason="FLYTT")
    enrol(os, someone, date(2021, 3, 20))
    assert [row["Startdatum"] for row in read()] == [date(2021, 3, 1), date(2021, 3, 20)]


def test_only_time_between_start_and_end_counts(os, read):
    row = enrol(
        os,
        person(date(1990, 1, 1), "K"),
        date(2021, 3, 5),
        ended_on=date(2021, 3, 20),
        exit_reason="FLYTT",
    )
    for day in (4, 5, 20, 21):
        ContactFactory(enrolment=row, held_on=date(2021, 3, day), minutes=60)
    assert [(line["Timmar"], line["Tillfällen"]) for line in read()] == [(Decimal("2.0"), 2)]


def test_the_form_for_protected_persons_begins_with_the_date_of_birth(os, read):
    """A samordningsnummer has the day plus 60."""
    woman = person(date(1990, 5, 17), "K", protection="SKYDDAD_FOLKBOKFORING")
    woman.personal_numbers.update(number="199005772385", kind=IdentityKind.COORDINATION_NUMBER)
    enrol(os, woman, date(2021, 3, 1))
    assert [(row["Identitetstyp"], row["Personnummer"]) for row in read()] == [
        ("SKYDDAD", "19900517Tf29")
    ]


def test_a_replaced_number_is_not_sent(os, read):
    someone = person(date(1990, 5, 17), "K")
    old = someone.personal_numbers.get()
    someone.personal_numbers.create(
        number="199005772385", kind="SAMNR", replaced_on=date(2020, 1, 1)
    )
    enrol(os, someone, date(2021, 3, 1))
    assert [row["Personnummer"] for row in read()] == [old.number]


def test_rows_stand_by_delprojekt_and_number_and_those_without_one_last_in_theirs(os, read):
    """Also when one code begins as another and came before it."""
    for month, code in enumerate(("OSX", "OS", "OSA"), 1):
        delprojekt = os if code == "OS" else DelprojektFactory(code=code)
        for year in (1991, 1990, 1992):
            someone = person(date(year, month, 1), "K")
            enrol(delprojekt, someone, date(2021, 3, 1))
            if year == 1990:
                someone.personal_numbers.all().delete()
    found = [(row["Delprojekt"], (row["Personnummer"] or "none")[:4]) for row in read()]
    assert found == [
        (code, year) for code in ("OS", "OSA", "OSX") for year in ("1991", "1992", "none")
    ]


def test_only_the_chosen_project(os, read):
    enrol(os, person(date(1990, 1, 1), "K"), date(2021, 3, 1))
    mia = report_scope(MARCH).projects[0]
    assert (len(read()), read(projects=(mia,))) == (1, [])


@pytest.mark.parametrize(
    ("month", "rows", "errors"),
    [("2020-08", 3, 0), ("2020-09", 1, 2), ("2020-10", 1, 1), ("2020-11", 0, 1)],
)
def test_who_is_open_after_the_end_of_the_project_is_an_error_and_not_in_the_file(
    os, read, as_user, month, rows, errors
):
    """MIA ends with August 2020. One of its enrolments goes on, one ends late, one is of the other
    project, and one is a wrong registration.
    """
    mia = EsfProject.objects.get(code="MIA")
    born = iter(date(1990, 1, day) for day in range(1, 9))
    start = date(2020, 6, 1)
    enrol(os, person(next(born), "K"), start, project=mia)
    late = {"ended_on": date(2020, 9, 10), "exit_reason": "FLYTT"}
    enrol(os, person(next(born), "K"), start, project=mia, **late)
    later = {"ended_on": date(2020, 10, 10), "exit_reason": "FLYTT"}
    enrol(os, person(next(born), "K"), start, **later)
    wrong = {"ended_on": date(2020, 12, 1), "exit_reason": "FELREGISTRERING"}
    enrol(os, person(next(born), "K"), start, project=mia, **wrong)
    period = Period.month(month)
    assert len(read(period=period)) == rows
    with as_user(Staff.objects.get(username="koordinator")):
        sentences = project_end.errors(report_scope(period))
    assert [int(sentence.split()[0]) for sentence in sentences] == [errors] * bool(errors)
    assert all("i MIA är fortfarande öpp" in sentence for sentence in sentences)


def test_an_exit_reason_that_is_not_counted_is_in_no_file(os, read):
    """By the reason's own outcome: the code is an administrator's."""
    ExitReasonFactory(code="DUBBLETT", label="Dubblett", outcome=ExitReason.Outcome.ERROR)
    ExitReasonFactory(code="ANNAT_SKAL", label="Annat skäl", outcome=ExitReason.Outcome.OTHER)
    for day, reason in ((1, "DUBBLETT"), (2, "ANNAT_SKAL")):
        someone = person(date(1990, 1, day), "K")
        enrol(os, someone, date(2021, 3, 1), ended_on=date(2021, 3, 9), exit_reason=reason)
    assert len(read()) == 1


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 1440), min_size=1, max_size=6))
def test_hours_are_rounded_half_up_once(os, read, minutes):
    with transaction.atomic():
        row = enrol(os, person(date(1990, 1, 1), "K"), date(2021, 3, 1))
        for day, one in enumerate(minutes, 1):
            ContactFactory(enrolment=row, held_on=date(2021, 3, day), minutes=one)
        (line,) = read()
        transaction.set_rollback(True)
    assert line["Timmar"] == (Decimal(sum(minutes)) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert line["Tillfällen"] == len(minutes)
