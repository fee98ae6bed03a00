"""Reads of sessions."""

from datetime import datetime

from django.db.models import QuerySet

from mia.organisation.sessions.models import StaffSession
from mia.organisation.staff.models import Staff


def open_sessions(staff: Staff, now: datetime) -> QuerySet[StaffSession]:
    """The log-ins of `staff` that are open, the latest first."""
    sessions: QuerySet[StaffSession] = StaffSession.objects.open(now).filter(staff=staff)
    return sessions.order_by("-started_at", "-pk")
