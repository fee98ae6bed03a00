"""Deleted contacts of the demo county."""

from collections.abc import Iterator
from datetime import timedelta

from interventions.removals.enums import RemovalReason
from interventions.removals.models import ContactRemoval
from mia.core.draw import at_hour
from mia.core.workdays import workday
from participants.assignments import demo as assignments_demo
from participants.demo import DemoStay

DELETED = 0.05
REASONS = {
    RemovalReason.LOGGED_TWICE: 0.6,
    RemovalReason.WRONG_PARTICIPANT: 0.3,
    RemovalReason.NOT_HELD: 0.1,
}


def demo_rows(stay: DemoStay) -> Iterator[ContactRemoval]:
    """For some enrolments a contact of the first month that was deleted the day after."""
    rng = stay.random_for("removals")
    if not rng.happens(DELETED):
        return
    held_on = workday(stay.enrolment.started_on + timedelta(days=rng.randrange(28)))
    removed_on = workday(held_on + timedelta(days=1))
    if removed_on > stay.last_day:
        return
    yield ContactRemoval(
        id=rng.key(removed_on),
        contact=rng.key(held_on),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        held_on=held_on,
        reason=rng.one(REASONS),
        removed_at=at_hour(removed_on, 8),
        removed_by_id=assignments_demo.demo_rows(stay)[0].staff_id,
    )
