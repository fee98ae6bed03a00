"""Attested months of the demo county: the last ones that are over, of most participants."""

from collections.abc import Iterator
from datetime import date

from interventions.attendance.models import Attestation
from interventions.contacts import demo as contacts_demo
from interventions.contacts.enums import Outcome
from interventions.contacts.models import Contact
from mia.core.draw import at_hour
from mia.core.period import Period
from mia.core.workdays import workday
from participants.demo import DemoStay

MONTHS = (date(2022, 10, 1), date(2022, 11, 1))
ATTESTED = 0.7


def demo_rows(stay: DemoStay) -> Iterator[Attestation]:
    rng = stay.random_for("attendance")
    for first_on in MONTHS:
        month = Period.month_of(first_on)
        is_open = stay.enrolment.started_on <= month.last_on and stay.last_day >= first_on
        if not is_open or not rng.happens(ATTESTED):
            continue
        minutes = _minutes_of(stay, month)
        if minutes:
            yield Attestation(
                id=rng.key(month.last_on),
                enrolment=stay.enrolment,
                delprojekt=stay.enrolment.delprojekt,
                first_on=first_on,
                minutes=minutes,
                registered_at=at_hour(workday(month.stop), 10),
                registered_by=stay.place.staff[0],
            )


def _minutes_of(stay: DemoStay, month: Period) -> int:
    """The participation time that the contacts of the county have in the month."""
    minutes = 0
    for row in contacts_demo.demo_rows(stay):
        if not isinstance(row, Contact) or row.outcome != Outcome.HELD:
            continue
        is_in_month = month.first_on <= row.held_on <= min(month.last_on, stay.last_day)
        if is_in_month and row.channel not in contacts_demo.WITHOUT_APPOINTMENT:
            minutes += row.minutes
    return minutes
