"""Access checks of the administration: without the right 403, before a row is looked up (404)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff


def can_administer(user: Staff) -> bool:
    return user.may(Permission.ADMINISTER)


def can_change_rights(user: Staff, staff: Staff) -> bool:
    """Nobody changes their own rights: roles, the right to log in, a new one-time password."""
    return can_administer(user) and user.pk != staff.pk


def check_administrator(user: Staff) -> None:
    """Raise PermissionDenied unless the user is an administrator."""
    if not can_administer(user):
        raise PermissionDenied


def get_staff(pk: int) -> Staff:
    """Return one member of staff. Raises Http404."""
    return get_object_or_404(Staff, pk=pk)
