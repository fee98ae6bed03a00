"""Attested months of the demo county: the last ones of most participants."""

from collections.abc import Iterable, Iterator
from datetime import date

from interventions.attestations.models import Attestation
from interventions.attestations.queries import month_before
from interventions.contacts import demo as contacts_demo
from interventions.contacts.enums import Outcome
from interventions.contacts.models import Contact
from interventions.groups import demo as groups_demo
from mia.core.draw import at_hour
from mia.core.period import Period
from mia.core.workdays import workday
from participants.demo import DemoStay

MONTHS = 2
ATTESTED = 0.7


def demo_rows(stay: DemoStay) -> Iterator[Attestation]:
    rng = stay.random_for("attendance")
    month = Period.month_of(stay.last_day)
    contacts = [row for row in contacts_demo.demo_rows(stay) if isinstance(row, Contact)]
    contacts += groups_demo.draw_contacts(stay)
    for _ in range(MONTHS):
        minutes = _minutes_of(contacts, month, stay.last_day)
        if minutes and rng.happens(ATTESTED):
            yield Attestation(
                id=rng.key(month.last_on),
                enrolment=stay.enrolment,
                delprojekt=stay.enrolment.delprojekt,
                first_on=month.first_on,
                minutes=minutes,
                registered_at=at_hour(workday(month.last_on), 16),
                registered_by=stay.place.staff[0],
            )
        month = month_before(month)


def _minutes_of(contacts: Iterable[Contact], month: Period, last_day: date) -> int:
    """The participation time of the month, until the last day of the enrolment."""
    minutes = 0
    for contact in contacts:
        is_in_month = month.first_on <= contact.held_on <= min(month.last_on, last_day)
        is_held = contact.outcome == Outcome.HELD
        if is_in_month and is_held and contact.channel not in contacts_demo.WITHOUT_APPOINTMENT:
            minutes += contact.minutes
    return minutes
