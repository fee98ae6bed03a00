"""Access checks of method supervision."""

from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_assign_staff
from participants.enrolments.models import Enrolment


def can_ask_supervisor(user: Staff, enrolment: Enrolment) -> bool:
    """Those who decide who works with the case."""
    return can_assign_staff(user, enrolment)


def can_be_asked_about(user: Staff, enrolment: Enrolment) -> bool:
    """As above, and the person is not protected: nobody else reads such a case."""
    return can_ask_supervisor(user, enrolment) and not enrolment.is_protected
