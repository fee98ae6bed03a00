"""Who attests, and whose time."""

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.visibility import works_with


def can_see_attendance(user: Staff) -> bool:
    """Those who have participants of their own."""
    return user.may(Permission.SEE_ASSIGNED) and user.may(Permission.ATTENDANCE_REPORT)


def can_attest_attendance(user: Staff, enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.ATTENDANCE_REPORT)
