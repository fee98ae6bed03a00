"""Attendance of the demo county: most weeks, a little under the hours that are planned."""

from collections.abc import Iterator
from datetime import timedelta

from interventions.attendance.models import Attendance
from interventions.placements import demo as placements_demo
from interventions.placements.queries import step_on
from mia.core.draw import at_hour
from participants.demo import DemoStay

PRESENT = 0.82  # of the weeks
WEEK = timedelta(days=7)
FRIDAY = timedelta(days=4)


def demo_rows(stay: DemoStay) -> Iterator[Attendance]:
    """A row for each week from Monday to Friday, within the placement and one month."""
    placement = placements_demo.draw_placement(stay)
    if placement is None:
        return
    rng = stay.random_for("attendance")
    steps = placements_demo.draw_steps(stay, placement)
    last_on = placement.ended_on or stay.last_day
    monday = placement.started_on + timedelta(days=7 - placement.started_on.weekday())
    while monday + FRIDAY <= last_on:
        friday = monday + FRIDAY
        step = step_on(steps, monday)
        if step is not None and monday.month == friday.month and rng.happens(PRESENT):
            yield Attendance(
                id=rng.key(monday),
                placement=placement,
                enrolment=stay.enrolment,
                delprojekt=stay.enrolment.delprojekt,
                first_on=monday,
                last_on=friday,
                minutes=round(step.hours * 60 * rng.choice([0.8, 0.9, 1])),
                registered_at=at_hour(friday, 16),
                registered_by=stay.place.staff[0],
            )
        monday += WEEK
