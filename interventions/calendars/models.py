"""The secret address of a calendar. The database holds what it hashes to, never the address."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarFeed(models.Model):
    """That a member of staff has a calendar outside MIA. Deleted, the address leads nowhere."""

    staff = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        verbose_name="handläggare",
        related_name="+",
    )
    digest = models.CharField("kontrollsumma", max_length=64, unique=True)
    made_at = models.DateTimeField("skapad", auto_now_add=True)

    class Meta:
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="calendarfeed_is_hashed",
                violation_error_message="Adressen sparas inte, bara dess kontrollsumma.",
            )
        ]

    def __str__(self) -> str:
        return "kalenderadress"
