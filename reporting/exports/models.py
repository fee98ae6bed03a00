"""One file as it was made."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mia.audit.history import tracked
from mia.core.period import Period
from mia.core.uuid7 import uuid7


@tracked()
class ReportRun(models.Model):
    """One file as it was made: what it held (as a fingerprint), for whom and when; locked when it
    has been sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.CharField("rapport", max_length=40)
    first_on = models.DateField("från och med")
    last_on = models.DateField("till och med")
    delprojekt = ArrayField(
        models.CharField(max_length=10), verbose_name="delprojekt", default=list
    )
    parameters = models.JSONField("val", default=dict)
    format = models.CharField("format", max_length=4)
    row_count = models.PositiveIntegerField("antal rader")
    sha256 = models.CharField("fingeravtryck", max_length=64)
    made_at = models.DateTimeField("skapad", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="skapad av", related_name="+"
    )
    locked_at = models.DateTimeField("låst", null=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="låst av",
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "rapportkörning"
        verbose_name_plural = "rapportkörningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(locked_at=None, locked_by=None)
                | Q(locked_at__isnull=False, locked_by__isnull=False),
                name="reportrun_locked_by_and_at",
                violation_error_message="Låst av och låst när hör ihop.",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")),
                name="reportrun_ends_after_start",
                violation_error_message="Perioden kan inte sluta före den börjar.",
            ),
        ]
        indexes = [
            models.Index(fields=["slug", "-first_on", "-made_at"], name="reportrun_by_period")
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.first_on:%Y-%m}"

    @property
    def made_on(self) -> date:
        """The day it was made, where the people are."""
        return timezone.make_naive(self.made_at).date()

    @property
    def period(self) -> Period:
        return Period(self.first_on, self.last_on)
