"""Who can be assigned to an enrolment."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from mia.access.roles import Permission, roles_with
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff


def assignable_staff(delprojekt: Iterable[int], today: date) -> QuerySet[Staff]:
    """Return the staff who work with participants in any of these delprojekt today, by name."""
    memberships = Membership.objects.active(today).filter(
        delprojekt__in=delprojekt, role__in=roles_with(Permission.SEE_ASSIGNED)
    )
    staff = Staff.objects.filter(is_active=True, pk__in=memberships.values("staff"))
    return staff.order_by("name", "pk")
