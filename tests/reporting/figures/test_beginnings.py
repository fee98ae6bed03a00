"""Work, studies and transitions in the goals: what the end record leads, and what counts besides
(docs/formats.md §2, §4.5).
"""

from datetime import date

import pytest

from mia.access.roles import Role
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt
from reporting.figures import goals, indicators
from tests import factories
from tests.factories import staff
from tests.reporting.county import enrol, person, report_scope

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
START, END = date(2021, 1, 11), date(2021, 6, 30)
OUTSIDE = date(2020, 12, 1)


@pytest.fixture
def os(db):
    return Delprojekt.objects.get(code="OS")


@pytest.fixture
def count(db, as_user):
    coordinator = staff("koordinator", Role.COORDINATOR)

    def _count(period=YEAR):
        with as_user(coordinator):
            params = report_scope(period).params
            return {slug for (slug, _), number in goals.counts(params).items() if number}, (
                indicators.counts("2014", params)
            )

    return _count


def someone(number=1):
    return person(date(1990, 1, number), "K")


SPELL = "spell"
TRANSITION = "transition"
ENROLLED = {"inskrivna"}
BEGUN = {"inskrivna", "utfall", "enbart-paborjat"}
EXITED = {"inskrivna", "avslutade"}
EXITED_AND_BEGUN = {"inskrivna", "avslutade", "utfall", "enbart-paborjat"}
WORKS = {"inskrivna", "avslutade", "arbete-studier", "utfall"}
LEFT = {"ended_on": END, "exit_reason": "FLYTT"}
STUDIES = {"kind": "STUDIER", "work_type": None}


@pytest.mark.parametrize(
    ("facts", "what", "row", "cohorts"),
    [
        # While enrolled, and only what has begun within the enrolment.
        ({}, SPELL, {"started_on": date(2021, 3, 1)}, BEGUN),
        ({}, SPELL, {"started_on": date(2021, 3, 1), "ended_on": date(2021, 3, 9)}, BEGUN),
        ({}, SPELL, {"started_on": OUTSIDE}, ENROLLED),
        ({}, SPELL, {"started_on": date(2022, 1, 1)}, ENROLLED),
        ({}, TRANSITION, {"state": "STARTAD", "started_on": date(2021, 3, 1)}, BEGUN),
        ({}, TRANSITION, {}, ENROLLED),
        ({}, TRANSITION, {"state": "EJ_STARTAD"}, ENROLLED),
        (
            {},
            TRANSITION,
            {"receiver": "ANNAN", "state": "STARTAD", "started_on": date(2021, 3, 1)},
            ENROLLED,
        ),
        # After the exit: within four weeks.
        (LEFT, SPELL, {"started_on": date(2021, 7, 28)}, EXITED_AND_BEGUN),
        (LEFT, SPELL, {"started_on": date(2021, 7, 29)}, EXITED),
        # At the exit the end record leads; where it says nothing, what goes on that day does.
        (LEFT, SPELL, {"started_on": OUTSIDE}, WORKS),
        (LEFT, SPELL, {"started_on": OUTSIDE, **STUDIES}, WORKS),
        (LEFT, SPELL, {"started_on": OUTSIDE, "ended_on": END}, WORKS),
        (LEFT, SPELL, {"started_on": OUTSIDE, "ended_on": date(2021, 6, 29)}, EXITED),
        (LEFT | {"work_after": "INGET"}, SPELL, {"started_on": OUTSIDE}, EXITED),
        (LEFT | {"study_after_percent": 0}, SPELL, {"started_on": OUTSIDE, **STUDIES}, EXITED),
        (LEFT | {"work_after": "INGET"}, SPELL, {"started_on": START}, EXITED_AND_BEGUN),
        (LEFT | {"work_after": "EGET_FORETAG"}, TRANSITION, {}, WORKS),
    ],
)
def test_what_counts_as_begun_and_as_exited_to(os, count, facts, what, row, cohorts):
    enrolment = enrol(os, someone(), START, **facts)
    if what == SPELL:
        factories.SpellFactory(enrolment=enrolment, **row)
    else:
        factories.TransitionFactory(enrolment=enrolment, **row)
    assert count()[0] == cohorts


def test_what_an_earlier_enrolment_began_counts_once(os, count):
    """Who comes back is one participation: open again, and what was begun stays begun."""
    who = someone()
    first = enrol(os, who, START, ended_on=END, exit_reason="ARBETE")
    factories.SpellFactory(enrolment=first, started_on=date(2021, 5, 1))
    enrol(os, who, date(2021, 9, 1))
    assert count()[0] == BEGUN


@pytest.mark.parametrize(
    ("awarded_on", "number"),
    [(OUTSIDE, 0), (START, 1), (date(2021, 7, 28), 1), (date(2021, 7, 29), 0)],
)
def test_a_qualification_upon_leaving(os, count, awarded_on, number):
    """CR03, and CR05 of the disadvantaged: until four weeks after the exit."""
    facts = {"labour_status": "ARBETSLOS", "unemployed_since": OUTSIDE, "education": "GYMNASIUM"}
    enrolment = enrol(os, someone(), START, disability="JA", **LEFT, **facts)
    factories.QualificationFactory(enrolment=enrolment, awarded_on=awarded_on)
    counts = count()[1]
    assert (counts["CR03", "K"], counts["CR05", "K"]) == (number, number)


def test_no_qualification_before_the_exit(os, count):
    enrolment = enrol(os, someone(), START, labour_status="SYSSELSATT", education="GYMNASIUM")
    factories.QualificationFactory(enrolment=enrolment, awarded_on=START)
    assert count()[1]["CR03", "K"] == 0
