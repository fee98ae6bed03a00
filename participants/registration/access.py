"""Who may register a participant, and where."""

from django.db.models import QuerySet

from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff


def can_register_participant(user: Staff) -> bool:
    return user.may(Permission.REGISTER)


def delprojekt_with(user: Staff, permission: Permission) -> QuerySet[Delprojekt]:
    """Return the delprojekt in which the user has the permission, by name."""
    keys = user.scope.delprojekt_with(permission)
    delprojekt: QuerySet[Delprojekt] = Delprojekt.objects.filter(pk__in=keys)
    return delprojekt.order_by("name", "pk")
