"""Reads of staff and their memberships for the administration pages."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff


def memberships_of(staff: Staff) -> QuerySet[Membership]:
    """Return every membership of `staff`, the latest first."""
    return staff.memberships.select_related("delprojekt", "team").order_by("-started_on", "-pk")


def staff_listed(today: date, words: str = "") -> QuerySet[Staff]:
    """Return staff by name, each with `active_memberships`: those that hold today.

    Every one of the words is part of the name or of the username.
    """
    staff = Staff.objects.order_by("name", "pk")
    for word in words.split():
        staff = staff.filter(Q(name__icontains=word) | Q(username__icontains=word))
    memberships = Membership.objects.active(today).select_related("delprojekt").order_by("pk")
    return staff.prefetch_related(Prefetch("memberships", memberships, "active_memberships"))
