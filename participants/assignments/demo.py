"""Assignments of the demo county."""

from datetime import date, timedelta

from mia.core.draw import SeededRandom
from participants.assignments.models import Assignment
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
