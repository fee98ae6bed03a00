"""Access checks of absences: leaders of the delprojekt, and each for oneself."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from mia.access.roles import Permission
from mia.organisation.absences.models import Absence
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff


def can_staff_delprojekt(user: Staff, delprojekt: Delprojekt) -> bool:
    """Those who lead: one and the same role sees the whole delprojekt and assigns staff there."""
    return delprojekt.pk in user.scope.whole_delprojekt_with(Permission.ASSIGN_STAFF)


def can_change_absence(user: Staff, absence: Absence) -> bool:
    return user.pk == absence.staff_id or can_staff_delprojekt(user, absence.delprojekt)


def check_worker(user: Staff) -> None:
    """Raise PermissionDenied for somebody who assigns staff nowhere."""
    if not user.may(Permission.ASSIGN_STAFF):
        raise PermissionDenied


def get_delprojekt(user: Staff, code: str) -> Delprojekt:
    """Return a delprojekt where the user assigns staff. Raises PermissionDenied, Http404."""
    check_worker(user)
    for delprojekt in user.current_delprojekt:
        if delprojekt.code == code and user.may(Permission.ASSIGN_STAFF, delprojekt.pk):
            return delprojekt
    raise Http404


def get_absence(user: Staff, pk: UUID) -> Absence:
    """Return an absence that the user may change. Raises PermissionDenied, Http404."""
    check_worker(user)
    absence = get_object_or_404(Absence.objects.select_related("staff", "delprojekt"), pk=pk)
    if not can_change_absence(user, absence):
        raise Http404
    return absence
