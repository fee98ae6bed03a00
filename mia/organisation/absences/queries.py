"""Reads of absences, and of the staff they are about."""

from datetime import date

from django.db.models import QuerySet

from mia.access.roles import Permission, roles_with
from mia.organisation.absences.models import Absence
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff


def workers_of(delprojekt: Delprojekt, today: date) -> QuerySet[Staff]:
    """Return the staff who work with participants in the delprojekt today, by name."""
    roles = roles_with(Permission.EDIT_ENROLMENT)
    memberships = Membership.objects.active(today).filter(delprojekt=delprojekt, role__in=roles)
    staff = Staff.objects.filter(is_active=True, pk__in=memberships.values("staff"))
    return staff.order_by("name", "pk")


def leaders_of(delprojekt: Delprojekt, today: date) -> QuerySet[Membership]:
    """Return the memberships of those who see the whole delprojekt."""
    roles = roles_with(Permission.SEE_DELPROJEKT)
    rows: QuerySet[Membership] = Membership.objects.active(today)
    return rows.filter(delprojekt=delprojekt, role__in=roles)


def coming_absences(delprojekt: Delprojekt, today: date) -> QuerySet[Absence]:
    """Return the absences that go on or lie ahead, the first one first."""
    rows: QuerySet[Absence] = Absence.objects.filter(delprojekt=delprojekt, ended_on__gte=today)
    return rows.select_related("staff", "substitute").order_by("started_on", "staff__name", "pk")


def absences_on(delprojekt: Delprojekt, today: date) -> QuerySet[Absence]:
    """Return the absences that go on today."""
    return coming_absences(delprojekt, today).filter(started_on__lte=today)
