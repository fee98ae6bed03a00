"""Who has a page of today: those who have cases of their own, and those who see a delprojekt."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from interventions.today.lists import find_list
from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.delprojekt_lists import DelprojektList


def can_see_today(user: Staff) -> bool:
    return has_own_cases(user) or user.may(Permission.SEE_DELPROJEKT)


def has_own_cases(user: Staff) -> bool:
    """Tell whether the user's roles let the user be assigned to cases."""
    return user.may(Permission.SEE_ASSIGNED)


def followed_delprojekt(user: Staff) -> list[Delprojekt]:
    """Return the delprojekt that the user sees as a whole, by name."""
    return [
        place for place in user.current_delprojekt if user.may(Permission.SEE_DELPROJEKT, place.pk)
    ]


def get_delprojekt(user: Staff, code: str) -> Delprojekt:
    """Return a delprojekt that the user sees as a whole. Raises PermissionDenied, Http404."""
    if not user.may(Permission.SEE_DELPROJEKT):
        raise PermissionDenied
    for delprojekt in followed_delprojekt(user):
        if delprojekt.code == code:
            return delprojekt
    raise Http404


def get_list(user: Staff, delprojekt: Delprojekt, slug: str) -> DelprojektList:
    """Return a list that the user may see there. Raises Http404."""
    one = find_list(slug)
    if one is None or not one.is_permitted(user, delprojekt):
        raise Http404
    return one
