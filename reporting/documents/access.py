"""Who may print an attendance report."""

from typing import TYPE_CHECKING

from mia.access.roles import Permission
from participants.enrolments.models import Enrolment

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


def can_print_attendance(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.ATTENDANCE_REPORT, enrolment.delprojekt_id)
