"""What the logged work of a delprojekt comes to: one function a measure, without the database."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from interventions.contacts.enums import Channel
from interventions.fidelity.enums import Measure
from interventions.fidelity.facts import (
    MONTH,
    QUARTER,
    WEEKS,
    YEAR,
    Case,
    Job,
    LoggedContact,
    Profile,
    UnitData,
)
from participants.enrolments.enums import Work

# Channels without a room, and those that are not at the office.
NOWHERE = {Channel.PHONE, Channel.DIGITAL, Channel.MESSAGE, Channel.AUTHORITY}
OUTSIDE = {Channel.HOME_VISIT, Channel.WORKPLACE}


class MeasureRow(NamedTuple):
    """One row behind a value. `case` is None for what is no participant's."""

    label: str
    text: str
    case: Case | None = None


class Computed(NamedTuple):
    """A value with its rows; None when there is nothing to compute it of."""

    value: Decimal | None
    rows: list[MeasureRow]


def compute(measure: str, data: UnitData) -> Computed:
    """Return the value of a measure, with one decimal, and the rows behind it."""
    return MEASURES[Measure(measure)](data)


def rounded(value: Decimal) -> Decimal:
    """Return the value with one decimal, halves upwards."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def share(rows: Iterable[tuple[MeasureRow, bool]]) -> Computed:
    """Return how many percent of the rows hold."""
    listed = list(rows)
    if not listed:
        return Computed(None, [])
    held = sum(1 for _row, holds in listed if holds)
    return Computed(rounded(Decimal(100 * held) / len(listed)), [row for row, _ in listed])


def mean(rows: Iterable[tuple[MeasureRow, int]]) -> Computed:
    """Return the mean of the rows' numbers."""
    listed = list(rows)
    if not listed:
        return Computed(None, [])
    whole = sum(number for _row, number in listed)
    return Computed(rounded(Decimal(whole) / len(listed)), [row for row, _ in listed])


def caseload(data: UnitData) -> Computed:
    """Running cases that have a worker, by worker."""
    cases_by_staff: dict[str, int] = defaultdict(int)
    for case in data.running:
        if case.staff is not None:
            cases_by_staff[case.staff_name] += 1
    rows = []
    for name, number in sorted(cases_by_staff.items()):
        rows.append((MeasureRow(name, f"{number} deltagare"), number))
    return mean(rows)


def method_time(data: UnitData) -> Computed:
    """Minutes of the method's staff with its participants, of all their minutes in 13 weeks."""
    own = {case.enrolment for case in data.cases}
    of_method, whole = 0, 0
    for contact in _recent(data):
        whole += contact.minutes
        if contact.enrolment in own:
            of_method += contact.minutes
    if not whole:
        return Computed(None, [])
    rows = [
        MeasureRow("Med metodens deltagare", f"{of_method} minuter"),
        MeasureRow("All tid med deltagare", f"{whole} minuter"),
    ]
    return Computed(rounded(Decimal(100 * of_method) / whole), rows)


def phases(data: UnitData) -> Computed:
    """How many of the method's phases somebody has entered within a year."""
    if not data.cases:
        return Computed(None, [])
    rows = []
    for label, number in data.phases.items():
        rows.append(MeasureRow(label, f"{number} deltagare"))
    return Computed(Decimal(len(rows)), rows)


def benefits(data: UnitData) -> Computed:
    """Running cases with a day of counselling about benefits, of all that run."""
    return share(_by_profile(data, lambda profile: profile.is_counselled))


def disclosure(data: UnitData) -> Computed:
    """Running cases where it is chosen what employers may be told, of all that run."""
    return share(_by_profile(data, lambda profile: profile.is_disclosure_chosen))


def profile(data: UnitData) -> Computed:
    """Running cases with a vocational profile, of all that run."""
    return share(_by_profile(data, lambda _profile: True))


def _by_profile(
    data: UnitData, holds: Callable[[Profile], bool]
) -> Iterable[tuple[MeasureRow, bool]]:
    for case in data.running:
        one = data.profiles.get(case.enrolment)
        is_held = one is not None and holds(one)
        yield MeasureRow(case.name, "ja" if is_held else "nej", case), is_held


def first_contact(data: UnitData) -> Computed:
    """Days from the method's start to the first contact with an employer, of those who have had
    one, begun within a year.
    """
    rows = []
    for case in data.cases:
        if case.started_on < data.today - YEAR:
            continue
        days = [
            (meeting.held_on - case.started_on).days
            for meeting in data.meetings
            if meeting.enrolment == case.enrolment and meeting.held_on >= case.started_on
        ]
        if days:
            rows.append((MeasureRow(case.name, f"{min(days)} dagar", case), min(days)))
    return mean(rows)


def visits(data: UnitData) -> Computed:
    """Meetings face to face in 13 weeks, by week and worker."""
    if not data.staff:
        return Computed(None, [])
    rows = []
    for meeting in data.meetings:
        case = data.case_of(meeting.enrolment)
        if meeting.is_visit and meeting.held_on > data.today - QUARTER and case:
            rows.append(MeasureRow(case.name, f"{meeting.held_on:%Y-%m-%d}", case))
    return Computed(rounded(Decimal(len(rows)) / WEEKS / len(data.staff)), rows)


def occupations(data: UnitData) -> Computed:
    """Different occupations, of all jobs."""
    return _different(data, [job.occupation for job in data.jobs])


def employers(data: UnitData) -> Computed:
    """Different employers, of all jobs."""
    return _different(data, [job.employer for job in data.jobs])


def _different(data: UnitData, words: list[str]) -> Computed:
    """How many percent of the jobs' words are different ones."""
    if not words:
        return Computed(None, [])
    number = len({word.strip().casefold() for word in words})
    rows = [_job_row(data, job, f"{job.occupation}, {job.employer}") for job in data.jobs]
    return Computed(rounded(Decimal(100 * number) / len(words)), rows)


def competitive(data: UnitData) -> Computed:
    """Jobs without a subsidy, one's own business among them, of all jobs."""
    rows = []
    for job in data.jobs:
        is_competitive = job.work_type in (Work.UNSUBSIDISED, Work.OWN_BUSINESS)
        text = "utan subvention" if is_competitive else "subventionerat eller okänt"
        rows.append((_job_row(data, job, f"{job.employer}: {text}"), is_competitive))
    return share(rows)


def supported(data: UnitData) -> Computed:
    """Those who are in a job today, and had a contact within a month."""
    recent = {
        contact.enrolment for contact in data.contacts if contact.held_on > data.today - MONTH
    }
    rows = []
    for job in data.jobs:
        if job.ended_on is None or job.ended_on >= data.today:
            is_supported = job.enrolment in recent
            text = "kontakt den senaste månaden" if is_supported else "ingen kontakt"
            rows.append((_job_row(data, job, text), is_supported))
    return share(rows)


def months_supported(data: UnitData) -> Computed:
    """Whole months from the job's first day to the end of the method, or today."""
    rows = []
    for job in data.jobs:
        case = data.case_of(job.enrolment)
        if case is None:
            continue
        until = min(case.ended_on or data.today, data.today)
        months = max((until - job.started_on).days // 30, 0)
        rows.append((MeasureRow(case.name, f"{months} månader", case), months))
    return mean(rows)


def outside(data: UnitData) -> Computed:
    """Minutes in a meeting that is not at the office, of those in any meeting, in 13 weeks."""
    away, whole = 0, 0
    for contact in _recent(data):
        if contact.channel in NOWHERE:
            continue
        whole += contact.minutes
        if contact.channel in OUTSIDE:
            away += contact.minutes
    if not whole:
        return Computed(None, [])
    rows = [
        MeasureRow("Utanför kontoret", f"{away} minuter"),
        MeasureRow("I möten", f"{whole} minuter"),
    ]
    return Computed(rounded(Decimal(100 * away) / whole), rows)


def _recent(data: UnitData) -> list[LoggedContact]:
    first = data.today - QUARTER
    return [
        contact
        for contact in data.contacts
        if contact.staff in data.staff and contact.held_on > first
    ]


def _job_row(data: UnitData, job: Job, text: str) -> MeasureRow:
    case = data.cases_by_enrolment[job.enrolment]
    return MeasureRow(case.name, text, case)


MEASURES: dict[Measure, Callable[[UnitData], Computed]] = {
    Measure.CASELOAD: caseload,
    Measure.METHOD_TIME: method_time,
    Measure.PHASES: phases,
    Measure.BENEFITS: benefits,
    Measure.DISCLOSURE: disclosure,
    Measure.PROFILE: profile,
    Measure.FIRST_CONTACT: first_contact,
    Measure.VISITS: visits,
    Measure.OCCUPATIONS: occupations,
    Measure.EMPLOYERS: employers,
    Measure.COMPETITIVE: competitive,
    Measure.SUPPORTED: supported,
    Measure.MONTHS_SUPPORTED: months_supported,
    Measure.OUTSIDE: outside,
}
