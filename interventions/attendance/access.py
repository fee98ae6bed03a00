"""Access checks of attendance: those who log contacts of the case enter it."""

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.visibility import is_open_in_emergency, works_with


def can_enter_attendance(user: Staff, enrolment: Enrolment) -> bool:
    """Not in an emergency: what stands there already would be changed."""
    if is_open_in_emergency(user, enrolment.pk):
        return False
    return works_with(user, enrolment, Permission.LOG_CONTACT)


def can_enter_some(user: Staff) -> bool:
    return user.may(Permission.LOG_CONTACT)
