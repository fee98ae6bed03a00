"""Orders of files that are made in the background."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from reporting.exports.models import ReportRun

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import Q

from mia.audit.history import tracked
from mia.core.period import Period
from mia.core.uuid7 import uuid7
from reporting.orders.enums import FINISHED, OrderState


class ReportOrderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "Staff") -> Self:
        """An order is its orderer's only; the policies say the same (migration 0007)."""
        return self.filter(ordered_by=user)

    def latest_first(self) -> Self:
        return self.order_by("-ordered_at", "-pk")


@tracked()
class ReportOrder(models.Model):
    """A file that is made in the background for the one who ordered it, with that person's rights
    when it is made.

    `parameters`: what was asked beside period and delprojekt, as choosing.ReportRequest has it
    (project, programme, exact; `named`: whether the delprojekt were named), and `outside`: that the
    reader was outside some of them.
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
    ordered_at = models.DateTimeField("beställd")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="beställd av", related_name="+"
    )
    state = models.CharField("läge", max_length=10, choices=OrderState, default=OrderState.WAITING)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    message = models.CharField("vad som hände", max_length=300, default="", blank=True)
    run = models.ForeignKey(
        ReportRun, models.PROTECT, verbose_name="rapportkörning", null=True, related_name="+"
    )
    finished_at = models.DateTimeField("färdig", null=True, blank=True)
    fetched_at = models.DateTimeField("hämtad", null=True, blank=True)

    objects = ReportOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "beställning"
        verbose_name_plural = "beställningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")),
                name="reportorder_ends_after_start",
                violation_error_message="Perioden kan inte sluta före den börjar.",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.READY, run__isnull=False)
                | ~Q(state=OrderState.READY) & Q(run=None),
                name="reportorder_ready_has_run",
                violation_error_message="En färdig beställning har en rapportkörning, och ingen annan.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | ~Q(state__in=FINISHED) & Q(finished_at=None, fetched_at=None),
                name="reportorder_finished_has_time",
                violation_error_message="En beställning som är klar eller inte gick har en tidpunkt, och ingen annan.",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.FAILED) & ~Q(message="")
                | ~Q(state=OrderState.FAILED) & Q(message=""),
                name="reportorder_failed_says_why",
                violation_error_message="En beställning som inte gick säger varför, och ingen annan.",
            ),
        ]
        indexes = [models.Index(fields=["ordered_by", "-ordered_at"], name="reportorder_by_person")]

    def __str__(self) -> str:
        return f"{self.slug} {self.first_on:%Y-%m}"

    @property
    def period(self) -> Period:
        return Period(self.first_on, self.last_on)

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED
