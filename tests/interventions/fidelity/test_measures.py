"""What logged work comes to, scored by hand; the score at every edge of the published limits."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interventions.fidelity.enums import Measure
from interventions.fidelity.facts import (
    Case,
    EmployerMeeting,
    Job,
    LoggedContact,
    Profile,
    UnitData,
)
from interventions.fidelity.measures import MEASURES, compute
from interventions.fidelity.models import FidelityBand, FidelityItem
from interventions.fidelity.queries import ScoredItem, band_of
from interventions.fidelity.reference import SCALES

TODAY = date(2021, 6, 1)


def key(number):
    return UUID(int=number)


def case(number, staff=1, started_on=date(2021, 3, 1), ended_on=None):
    return Case(key(number), key(100), f"Prov {number}", staff, f"H{staff}", started_on, ended_on)


def contact(number, minutes, channel="MOTE", staff=1, held_on=date(2021, 5, 20)):
    return LoggedContact(staff, key(number), channel, minutes, held_on)


def job(number, employer, occupation="kock", work_type="EJ_SUBVENTIONERAT", **days):
    days = {"started_on": date(2021, 4, 1), "ended_on": None} | days
    return Job(key(number), employer, occupation, work_type, **days)


def unit(**facts):
    return UnitData(today=TODAY, **{"cases": [case(1), case(2), case(3, staff=2)]} | facts)


VISITS = [EmployerMeeting(key(1), date(2021, 5, day), is_visit=True) for day in range(1, 27)]
BY_HAND = [
    # Three participants, two of them with one worker.
    (Measure.CASELOAD, unit(), "1.5"),
    # Who has ended is no load; nor one without a worker.
    (Measure.CASELOAD, unit(cases=[case(1), case(2, ended_on=date(2021, 5, 1))]), "1.0"),
    (Measure.CASELOAD, unit(cases=[case(1, staff=None)]), None),
    # 60 of 80 minutes with the method's participants; nobody else's staff, nothing long ago.
    (
        Measure.METHOD_TIME,
        unit(
            contacts=[
                contact(1, 60),
                contact(9, 20),
                contact(9, 500, staff=9),
                contact(9, 500, held_on=date(2021, 3, 2)),
            ]
        ),
        "75.0",
    ),
    (Measure.METHOD_TIME, unit(), None),
    (Measure.PHASES, unit(phases={"intagning": 3, "coachning": 1}), "2"),
    (Measure.PHASES, unit(cases=[]), None),
    (Measure.PROFILE, unit(profiles={key(1): Profile(False, False)}), "33.3"),
    (Measure.DISCLOSURE, unit(profiles={key(1): Profile(True, False)}), "33.3"),
    (Measure.BENEFITS, unit(profiles={key(1): Profile(True, False)}), "0.0"),
    # The first of two, 10 days after the start; a second participant after 31.
    (
        Measure.FIRST_CONTACT,
        unit(
            meetings=[
                EmployerMeeting(key(1), date(2021, 3, 11), is_visit=False),
                EmployerMeeting(key(1), date(2021, 5, 1), is_visit=True),
                EmployerMeeting(key(2), date(2021, 4, 1), is_visit=True),
            ]
        ),
        "20.5",
    ),
    (Measure.FIRST_CONTACT, unit(), None),
    # 26 visits in 13 weeks by two workers: one a week each.
    (Measure.VISITS, unit(meetings=VISITS), "1.0"),
    (Measure.VISITS, unit(meetings=[EmployerMeeting(key(1), TODAY, is_visit=False)]), "0.0"),
    (Measure.EMPLOYERS, unit(jobs=[job(1, "Kafé"), job(2, "kafé "), job(3, "Verkstad")]), "66.7"),
    (Measure.OCCUPATIONS, unit(jobs=[job(1, "A"), job(2, "B", "snickare")]), "100.0"),
    (Measure.OCCUPATIONS, unit(), None),
    (
        Measure.COMPETITIVE,
        unit(
            jobs=[job(1, "A"), job(2, "B", work_type="SUBVENTIONERAT"), job(3, "C", work_type=None)]
        ),
        "33.3",
    ),
    # Of two in a job one had a contact the last month; the third has lost the job.
    (
        Measure.SUPPORTED,
        unit(
            jobs=[job(1, "A"), job(2, "B"), job(3, "C", ended_on=date(2021, 5, 1))],
            contacts=[contact(1, 10), contact(2, 10, held_on=date(2021, 4, 20))],
        ),
        "50.0",
    ),
    # From 1 April: 61 days are two months; the method that ended on 10 April gave none.
    (
        Measure.MONTHS_SUPPORTED,
        unit(cases=[case(1), case(2, ended_on=date(2021, 4, 10))], jobs=[job(1, "A"), job(2, "B")]),
        "1.0",
    ),
    # 30 of 90 minutes in a room; the telephone is nowhere.
    (
        Measure.OUTSIDE,
        unit(
            contacts=[
                contact(1, 60),
                contact(1, 30, "ARBETSPLATS"),
                contact(1, 500, "TELEFON"),
            ]
        ),
        "33.3",
    ),
]


@pytest.mark.parametrize(("measure", "data", "value"), BY_HAND)
def test_a_measure_is_what_one_counts_by_hand(measure, data, value):
    computed = compute(measure, data)
    assert computed.value == (Decimal(value) if value is not None else None)
    assert bool(computed.rows) == (value not in (None, "0.0") or measure in (Measure.BENEFITS,))


def test_every_measure_is_computed_and_tried():
    assert set(MEASURES) == set(Measure) == {measure for measure, _, _ in BY_HAND}


def ips_item(number):
    rows = [row for rows in SCALES[0][3].values() for row in rows]
    row = rows[number - 1]
    limits = dict(zip((5, 4, 3, 2), row.limits, strict=False))
    named = {f"limit_{score}": Decimal(bound) for score, bound in limits.items()}
    return FidelityItem(
        number=number, measure=row.measure, is_lower_better=row.is_lower_better, **named
    )


@pytest.mark.parametrize(
    ("number", "scores"),
    [
        # Published, docs/domain.md §5.3.
        (1, {"20": 5, "21": 4, "25": 4, "26": 3, "30": 3, "31": 2, "40": 2, "41": 1}),
        (2, {"96": 5, "95.9": 4, "90": 4, "89": 3, "75": 3, "74": 2, "60": 2, "59": 1}),
        (3, {"6": 5, "5": 4, "4": 3, "1": 3}),
        (15, {"30": 5, "31": 4}),
        (17, {"6": 5, "5.9": 4}),
        (19, {"85": 5, "84": 4}),
        (20, {"85": 5, "84": 4}),
        (21, {"95": 5, "94.9": 4}),
        (24, {"65": 5, "64": 4}),
    ],
)
def test_the_score_at_every_edge(number, scores):
    item = ips_item(number)
    assert {value: item.score_of(Decimal(value)) for value in scores} == scores


@pytest.mark.parametrize(
    ("total", "label"),
    [
        (25, "inte supported employment"),
        (73, "inte supported employment"),
        (74, "godtagbar programtrohet"),
        (99, "godtagbar programtrohet"),
        (100, "god programtrohet"),
        (114, "god programtrohet"),
        (115, "mycket god programtrohet"),
        (125, "mycket god programtrohet"),
    ],
)
def test_the_band_at_every_edge(total, label):
    bands = [FidelityBand(least=least, label=text) for least, text in SCALES[0][4]]
    assert band_of(total, bands) == label


def test_the_scale_has_25_items_of_which_at_least_ten_are_computed():
    rows = [row for rows in SCALES[0][3].values() for row in rows]
    assert len(rows) == 25
    assert sum(row.measure is not None for row in rows) >= 10


@given(
    value=st.decimals(min_value=0, max_value=500, places=1),
    step=st.decimals(min_value=0, max_value=50, places=1),
    number=st.sampled_from([1, 2, 15, 17, 19, 21, 24]),
)
def test_a_better_value_never_gives_a_lower_score(value, step, number):
    item = ips_item(number)
    better = max(value - step, Decimal(0)) if item.is_lower_better else value + step
    assert item.score_of(better) >= item.score_of(value)


def test_what_the_next_score_takes():
    data = unit(cases=[case(number) for number in range(1, 24)])
    scored = ScoredItem(ips_item(1), compute(Measure.CASELOAD, data))
    assert (scored.score, scored.next_limit) == (4, "5 poäng: högst 20")
    best = ScoredItem(ips_item(1), compute(Measure.CASELOAD, unit()))
    assert best.next_limit == ""
    unknown = ScoredItem(ips_item(1), compute(Measure.CASELOAD, unit(cases=[])))
    assert (unknown.score, unknown.next_limit) == (None, "")


@given(days=st.lists(st.integers(min_value=0, max_value=300), min_size=1, max_size=6))
def test_the_first_contact_is_never_later_than_any(days):
    meetings = [
        EmployerMeeting(key(1), date(2020, 8, 1) + timedelta(days=day), is_visit=True)
        for day in days
    ]
    data = unit(cases=[case(1, started_on=date(2020, 8, 1))], meetings=meetings)
    assert compute(Measure.FIRST_CONTACT, data).value == Decimal(min(days))
