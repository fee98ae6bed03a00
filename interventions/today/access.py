"""Who has a page of today: those who have cases of their own."""

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff


def can_see_today(user: Staff) -> bool:
    return user.may(Permission.SEE_ASSIGNED)
