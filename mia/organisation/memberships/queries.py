"""Reads of memberships for the administration pages."""

from django.db.models import QuerySet

from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff


def memberships_of(staff: Staff) -> QuerySet[Membership]:
    """Return every membership of `staff`, the latest first."""
    return staff.memberships.select_related("delprojekt", "team").order_by("-started_on", "-pk")
