"""Writes about sessions: end one's own, end all of a person's. They are used no more from the next
request.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from mia import audit
from mia.organisation.sessions.models import StaffSession
from mia.organisation.staff.models import Staff


@transaction.atomic
def end(session: StaffSession, *, by: Staff, at: datetime) -> StaffSession:
    """End one log-in."""
    session.ended_at, session.ended_by = at, by
    session.save(update_fields=["ended_at", "ended_by"])
    audit.record_event(audit.Action.WRITE, "session.ended", staff=session.staff_id, by=by.pk)
    return session


@transaction.atomic
def end_all(staff: Staff, *, by: Staff, at: datetime, but: UUID | None = None) -> int:
    """End every log-in of `staff`, but one if named; return how many they were."""
    sessions = StaffSession.objects.filter(staff=staff, ended_at=None)
    if but is not None:
        sessions = sessions.exclude(pk=but)
    count = sessions.update(ended_at=at, ended_by=by)
    audit.record_event(audit.Action.WRITE, "sessions.ended", staff=staff.pk, by=by.pk, count=count)
    return count


@transaction.atomic
def forget(*, by: None, at: datetime | Now) -> int:
    """Remove the log-ins that ended longer ago than they are kept; return how many they were."""
    count, _ = StaffSession.objects.forgettable(at).delete()
    if count:
        audit.record_event(audit.Action.WRITE, "sessions.removed", by=by, count=count)
    return int(count)
