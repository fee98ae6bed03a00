"""Assignments of the demo county."""

from datetime import date, timedelta

from django.db.models import Model

from mia.core.draw import SeededRandom, at_hour
from participants.assignments.models import Assignment, ReadAccess
from participants.demo import DemoPlace, DemoStay

# The two that a visitor logs in as have enough to do.
WEIGHTS = {"cm": 4, "se": 3}
CHANGED = 0.12
MOST_CHANGES = 3


def demo_rows(stay: DemoStay) -> list[Assignment]:
    """One from the start, and a new one when that one has left the place, or by chance.

    They follow one another without a gap; the last one has no last day.
    """
    rng = stay.random_for("assignments")
    staff = _choose_first(rng, stay.place)
    first_on = stay.enrolment.started_on
    rows = []
    for _ in range(MOST_CHANGES):
        left_on = stay.place.left_on.get(staff)
        if left_on is not None and left_on < first_on:
            staff = stay.place.staff[0].pk
            continue
        last_on = _draw_last_day(rng, stay, first_on, left_on)
        successors = _list_successors(stay.place, staff)
        if last_on is None or not successors:
            break
        rows.append(_make_assignment(rng, stay, staff, first_on, last_on))
        staff = rng.choice(successors)
        first_on = last_on + timedelta(days=1)
    rows.append(_make_assignment(rng, stay, staff, first_on, None))
    return rows


def demo_rows_and_readers(stay: DemoStay) -> list[Model]:
    """The assignments, and for each that was replaced two weeks of reading."""
    rng = stay.random_for("readers")
    assignments = demo_rows(stay)
    rows: list[Model] = list(assignments)
    for row in assignments:
        if row.ended_on is not None and row is not assignments[-1]:
            rows.append(_make_reader(rng, stay, row.staff_id, row.ended_on))
    return rows


def _make_reader(rng: SeededRandom, stay: DemoStay, staff: int, last_on: date) -> ReadAccess:
    return ReadAccess(
        id=rng.key(last_on),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        staff_id=staff,
        reason=ReadAccess.Reason.HANDED_OVER,
        started_on=last_on + timedelta(days=1),
        ended_on=last_on + timedelta(days=15),
        registered_at=at_hour(last_on, 9),
        registered_by_id=staff,
    )


def _choose_first(rng: SeededRandom, place: DemoPlace) -> int:
    weights = []
    for person in place.staff:
        name, _, _ = person.username.partition(".")
        weights.append(WEIGHTS.get(name, 1))
    (staff,) = rng.choices(place.staff, weights)
    return staff.pk


def _draw_last_day(
    rng: SeededRandom, stay: DemoStay, first_on: date, left_on: date | None
) -> date | None:
    """The day on which the one assigned leaves the place or is replaced, or None."""
    ended_on = stay.enrolment.ended_on
    if left_on is not None and (ended_on is None or left_on < ended_on):
        return left_on
    days = (stay.last_day - first_on).days
    if days > 120 and rng.happens(CHANGED):
        return first_on + rng.days(45, days - 30)
    return None


def _list_successors(place: DemoPlace, staff: int) -> list[int]:
    """The others who still work at the place."""
    not_available = {staff, *place.left_on}
    return [person.pk for person in place.staff if person.pk not in not_available]


def _make_assignment(
    rng: SeededRandom, stay: DemoStay, staff: int, first_on: date, last_on: date | None
) -> Assignment:
    return Assignment(
        id=rng.key(first_on),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        staff_id=staff,
        started_on=first_on,
        ended_on=last_on,
    )
