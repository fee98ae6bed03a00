"""Who sees the list of cases without contact: those who lead, and each their own."""

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff


def can_see_continuity(user: Staff) -> bool:
    return user.may(Permission.READ_NOTES) and user.may(Permission.LOG_CONTACT)
