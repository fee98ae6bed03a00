"""Meetings about placements of the demo county: most months have one."""

from collections.abc import Iterator
from datetime import timedelta

from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements import demo as placements_demo
from mia.core.draw import at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

HELD = 0.8  # of the months
MONTH = timedelta(days=30)
SUMMARIES = (
    "Det går bra. Vi ökar om två veckor.",
    "Fler raster behövs. Samma timmar en månad till.",
    "Trivs och vill prova en ny uppgift.",
)


def demo_rows(stay: DemoStay) -> Iterator[PlacementMeeting]:
    placement = placements_demo.draw_placement(stay)
    if placement is None:
        return
    rng = stay.random_for("placement meetings")
    last_on = placement.ended_on or stay.last_day
    day = workday(placement.started_on + MONTH)
    while day <= last_on:
        if rng.happens(HELD):
            yield PlacementMeeting(
                id=rng.key(day),
                placement=placement,
                enrolment=stay.enrolment,
                delprojekt=stay.enrolment.delprojekt,
                held_on=day,
                attendees="Deltagaren, handledaren hos värden och MIA",
                summary=rng.choice(SUMMARIES),
                next_step="Samma tid nästa månad.",
                registered_at=at_hour(day, 11),
                registered_by=stay.place.staff[0],
            )
        day = workday(day + MONTH)
