"""Bookings of the demo county: those to come on its last day, and some that were cancelled."""

from collections.abc import Iterator
from datetime import time, timedelta

from interventions.bookings.models import Booking
from interventions.contacts.enums import Channel
from mia.core.draw import at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

CHANNELS = {Channel.MEETING: 0.6, Channel.PHONE: 0.2, Channel.DIGITAL: 0.2}
BOOKED = 0.7
CANCELLED = 0.2


def demo_rows(stay: DemoStay) -> Iterator[Booking]:
    """The next meeting of most; of those who have left, one that was cancelled by the exit."""
    rng = stay.random_for("bookings")
    if not rng.happens(BOOKED):
        return
    ended_on = stay.enrolment.ended_on
    day = workday(stay.last_day + rng.days(1, 15))
    booked_on = max(stay.enrolment.started_on, stay.last_day - timedelta(days=3))
    booking = Booking(
        id=rng.key(booked_on),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        held_on=day,
        starts_at=time(rng.randrange(8, 16), rng.choice((0, 30))),
        minutes=60,
        channel=rng.one(CHANNELS),
        place="Samtalsrummet",
        staff=stay.place.staff[0],
        registered_at=at_hour(booked_on, 14),
        registered_by=stay.place.staff[0],
    )
    if ended_on is not None or rng.happens(CANCELLED):
        booking.cancelled_on = stay.last_day
    yield booking
