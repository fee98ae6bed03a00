"""Who may register a participant, and where."""

from typing import TYPE_CHECKING

from mia.access.roles import Permission

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
from typing import TYPE_CHECKING

from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff

if TYPE_CHECKING:
    from django.db.models import QuerySet


def can_register_participant(user: "Staff") -> bool:
    return user.may(Permission.REGISTER)


def delprojekt_with(user: Staff, *permissions: Permission) -> "QuerySet[Delprojekt]":
    """The delprojekt in which the user has any of these permissions."""
    allowed = frozenset().union(
        *(user.scope.delprojekt_with(permission) for permission in permissions)
    )
    return Delprojekt.objects.filter(pk__in=allowed).order_by("name", "pk")
