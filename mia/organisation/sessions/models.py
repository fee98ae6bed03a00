"""Sessions of staff: which log-ins are open, so that they can be seen and ended."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mia.core.uuid7 import uuid7
from mia.organisation.staff.models import Staff

# How old `last_used_at` may be: it is not written at every request.
PRECISION = timedelta(minutes=5)
# How long a log-in is kept after its end: as long as somebody may ask where a cookie was used. That
# somebody logged in, and what was seen, stays in the access log.
KEPT = timedelta(days=90)


class StaffSessionQuerySet(models.QuerySet[Any]):
    def open(self, now: datetime) -> Self:
        """Return those that a request could still use."""
        idle = timedelta(seconds=settings.SESSION_COOKIE_AGE) + PRECISION
        longest = timedelta(seconds=settings.SESSION_ABSOLUTE_AGE)
        is_young = Q(started_at__gt=now - longest, last_used_at__gt=now - idle)
        return self.filter(is_young, ended_at=None)

    def forgettable(self, now: datetime | Now) -> Self:
        """Return those that ended longer ago than log-ins are kept, ended by somebody or by
        themselves.
        """
        longest = timedelta(seconds=settings.SESSION_ABSOLUTE_AGE)
        is_ended = Q(ended_at__lt=now - KEPT)
        return self.filter(is_ended | Q(ended_at=None, started_at__lt=now - KEPT - longest))


class StaffSession(models.Model):
    """One log-in of a member of staff. The session holds the key of its row, never the row the
    key of the session. A session without an open row is nobody's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(
        Staff, models.CASCADE, verbose_name="användare", related_name="sessions"
    )
    browser = models.CharField("webbläsare", max_length=30)
    system = models.CharField("system", max_length=30)
    address = models.CharField("nätverk", max_length=60, blank=True)
    started_at = models.DateTimeField("inloggad")
    last_used_at = models.DateTimeField("använd senast")
    ended_at = models.DateTimeField("avslutad", null=True, blank=True)
    ended_by = models.ForeignKey(
        Staff,
        models.PROTECT,
        verbose_name="avslutad av",
        related_name="+",
        null=True,
        blank=True,
    )

    objects = StaffSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "inloggning"
        verbose_name_plural = "inloggningar"
        indexes = [models.Index(fields=["staff", "ended_at"], name="staffsession_by_staff")]

    def __str__(self) -> str:
        return f"{self.browser}, {self.system}"
