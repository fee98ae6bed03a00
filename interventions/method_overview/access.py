"""Who sees which methods participants get: those who see participants, each their own scope."""

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff


def can_see_overview(user: Staff) -> bool:
    return user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT)
