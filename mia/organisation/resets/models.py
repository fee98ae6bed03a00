"""Requests to take away somebody's second factor: asked by one administrator, confirmed by
another.
"""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from mia.audit.history import tracked
from mia.organisation.staff.models import Staff

LIFETIME = timedelta(hours=24)


class FactorResetQuerySet(models.QuerySet[Any]):
    def waiting(self, now: datetime) -> Self:
        """Return those that can be confirmed."""
        undecided = self.filter(confirmed_at=None, withdrawn_at=None)
        return undecided.filter(requested_at__gt=now - LIFETIME)

    def unread(self, staff: Staff) -> Self:
        """Return those that were carried out and that the person has not acknowledged."""
        return self.filter(staff=staff, confirmed_at__isnull=False, acknowledged_at=None)


@tracked()
class FactorReset(models.Model):
    """One request, and what became of it. It lapses after 24 hours."""

    staff = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="användare", related_name="factor_resets"
    )
    requested_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="begärd av", related_name="+"
    )
    requested_at = models.DateTimeField("begärd")
    confirmed_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="bekräftad av", related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField("bekräftad", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff,
        models.PROTECT,
        verbose_name="tillbakadragen av",
        related_name="+",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField("tillbakadragen", null=True, blank=True)
    acknowledged_at = models.DateTimeField("läst av användaren", null=True, blank=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = "återställning av inloggning"
        verbose_name_plural = "återställningar av inloggning"
        constraints = [
            models.CheckConstraint(
                condition=~Q(requested_by=F("staff")),
                name="factorreset_is_asked_by_another",
                violation_error_message="Du kan inte återställa din egen inloggning.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("staff")) & ~Q(confirmed_by=F("requested_by"))),
                name="factorreset_is_confirmed_by_a_third",
                violation_error_message="En annan administratör måste bekräfta.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_by__isnull=False, confirmed_at__lte=F("requested_at") + LIFETIME),
                name="factorreset_is_confirmed_within_a_day",
                violation_error_message="Begäran är för gammal. Be om en ny.",
            ),
            models.UniqueConstraint(
                fields=["staff"],
                condition=Q(confirmed_at=None, withdrawn_at=None),
                name="factorreset_is_one_at_a_time",
                violation_error_message="Det finns redan en begäran som väntar på bekräftelse.",
            ),
        ]

    def __str__(self) -> str:
        return f"begärd {self.requested_at:%Y-%m-%d}"

    @property
    def lapses_at(self) -> datetime:
        lapses: datetime = self.requested_at + LIFETIME
        return lapses
