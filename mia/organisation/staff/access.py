"""Access checks of the administration: without the right 403, before anything is looked for (404)."""

from typing import TYPE_CHECKING

from mia.access.roles import Permission

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mia.organisation.staff.models import Staff


def can_administer(user: "Staff") -> bool:
    return user.may(Permission.ADMINISTER)


def can_change_rights(user: "Staff", staff: "Staff") -> bool:
    """Nobody gives or takes their own rights: roles, the right to log in, and a new password by
    this way.
    """
    return can_administer(user) and user.pk != staff.pk


def administrator(user: object) -> Staff:
    """The user, if an administrator. Raises PermissionDenied."""
    if not isinstance(user, Staff) or not can_administer(user):
        raise PermissionDenied
    return user


def get_staff(pk: int) -> Staff:
    """Raises Http404."""
    return get_object_or_404(Staff, pk=pk)
