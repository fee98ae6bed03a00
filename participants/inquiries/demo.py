"""Questions between delprojekt in the demo county."""

from collections.abc import Iterator
from datetime import timedelta

from mia.core.draw import at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay
from participants.inquiries.enums import InquiryOutcome
from participants.inquiries.models import Inquiry

ASKED = 0.06
OUTCOMES = {InquiryOutcome.WAITING: 0.4, InquiryOutcome.REFUSED: 0.6}
AFTER = timedelta(days=40)


def demo_rows(stay: DemoStay) -> Iterator[Inquiry]:
    """A question from the next delprojekt about some, some weeks after the start: it waits or was
    refused. Nobody in the county is in two delprojekt, so nobody is told anything.
    """
    rng = stay.random_for("inquiries")
    neighbour = stay.place.neighbour
    if neighbour is None or not rng.happens(ASKED):
        return
    asked_on = workday(stay.enrolment.started_on + AFTER)
    if asked_on > stay.last_day:
        return
    inquiry = Inquiry(
        id=rng.key(asked_on),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        participant=stay.enrolment.participant,
        asking=neighbour.delprojekt,
        registered_at=at_hour(asked_on, 11),
        registered_by=neighbour.staff[0],
        outcome=rng.one(OUTCOMES),
    )
    if inquiry.outcome == InquiryOutcome.REFUSED:
        inquiry.answered_at = at_hour(asked_on, 14)
        inquiry.answered_by = stay.place.staff[0]
    yield inquiry
