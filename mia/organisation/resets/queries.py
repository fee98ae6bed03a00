"""Reads of requests to take away a second factor."""

from datetime import datetime

from django.db.models import QuerySet

from mia.organisation.resets.models import FactorReset
from mia.organisation.staff.models import Staff


def waiting_resets(now: datetime) -> QuerySet[FactorReset]:
    """The requests that can be confirmed, the oldest first."""
    resets: QuerySet[FactorReset] = FactorReset.objects.waiting(now)
    return resets.select_related("staff", "requested_by").order_by("requested_at", "pk")


def waiting_reset_of(staff: Staff, now: datetime) -> FactorReset | None:
    return waiting_resets(now).filter(staff=staff).first()


def unread_resets(staff: Staff) -> QuerySet[FactorReset]:
    """What was done with the person's second factor, and not acknowledged; the latest first."""
    resets: QuerySet[FactorReset] = FactorReset.objects.unread(staff)
    return resets.select_related("requested_by", "confirmed_by").order_by("-confirmed_at", "-pk")
