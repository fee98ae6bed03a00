"""Days that are to lie within an enrolment, for the actions of what belongs to it."""

from datetime import date

from mia.access import saving
from participants.enrolments.models import Enrolment

ENROLMENT = "Inskrivningen"


def check_within(enrolment: Enrolment, field: str, day: date) -> None:
    """Raises ValidationError at `field` for a day outside the enrolment."""
    first, last = enrolment.started_on, enrolment.ended_on
    saving.refuse_outside(field, day, what=ENROLMENT, first=first, last=last)


def check_not_before(enrolment: Enrolment, field: str, day: date) -> None:
    """Raises ValidationError at `field` for a day before the enrolment."""
    saving.refuse_outside(field, day, what=ENROLMENT, first=enrolment.started_on, last=None)
