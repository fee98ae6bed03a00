"""Who can be made responsible."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from mia.access.roles import Permission, roles_with
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff

if TYPE_CHECKING:
    from django.db.models import QuerySet


def may_answer_in(delprojekt: Iterable[int], today: date) -> "QuerySet[Staff]":
    """Staff who work with participants in any of these delprojekt today: those who can be made
    responsible.
    """
    members = Membership.objects.active(today)
    members = members.filter(
        delprojekt__in=delprojekt, role__in=roles_with(Permission.SEE_ASSIGNED)
    )
    return Staff.objects.filter(is_active=True, pk__in=members.values("staff")).order_by(
        "name", "pk"
    )
