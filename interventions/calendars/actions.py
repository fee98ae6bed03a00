"""Writes about the calendar outside MIA: make its address, take it back."""

import secrets

from django.db import transaction

from interventions.calendars.models import CalendarFeed
from interventions.calendars.queries import digest_of
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff

SECRET_BYTES = 32


@transaction.atomic
def make_address(*, by: Staff) -> str:
    """Make a new secret address, and return its secret: it is shown once and kept nowhere.

    The former address leads nowhere from now on.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.filter(staff=by).delete()
    saving.store(CalendarFeed(staff=by, digest=digest_of(secret)))
    audit.record_event(audit.Action.WRITE, "calendar.made", by=by.pk)
    return secret


@transaction.atomic
def revoke(*, by: Staff) -> None:
    """Take the address back. Taken back twice, it is taken back."""
    CalendarFeed.objects.filter(staff=by).delete()
    audit.record_event(audit.Action.WRITE, "calendar.revoked", by=by.pk)
