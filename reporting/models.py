"""What was sent: frozen report runs, and orders of files. Delete this app and no fact is lost."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mia.audit.history import tracked
from mia.audit.retention import EVIDENCE, Rule
from mia.organisation.models import Delprojekt
from mia.uuid7 import uuid7
from participants.models import Enrolment
from reporting.enums import FINISHED, OrderState
from reporting.periods import Period
from reporting.querysets import ReportOrderQuerySet


@tracked()
class ReportRun(models.Model):
    """One file as it was made: what it held (as a fingerprint), for whom and when; locked when it has been sent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.CharField("rapport", max_length=40)
    first_on = models.DateField("från och med")
    last_on = models.DateField("till och med")
    delprojekt = ArrayField(models.CharField(max_length=10), verbose_name="delprojekt", default=list)
    parameters = models.JSONField("val", default=dict)
    format = models.CharField("format", max_length=4)
    row_count = models.PositiveIntegerField("antal rader")
    sha256 = models.CharField("fingeravtryck", max_length=64)
    made_at = models.DateTimeField("skapad", auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="skapad av", related_name="+")
    locked_at = models.DateTimeField("låst", null=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="låst av", null=True, related_name="+"
    )

    class Meta:
        verbose_name = "rapportkörning"
        verbose_name_plural = "rapportkörningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(locked_at=None, locked_by=None) | Q(locked_at__isnull=False, locked_by__isnull=False),
                name="reportrun_locked_by_and_at",
                violation_error_message="Låst av och låst när hör ihop.",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")),
                name="reportrun_ends_after_start",
                violation_error_message="Perioden kan inte sluta före den börjar.",
            ),
        ]
        indexes = [models.Index(fields=["slug", "-first_on", "-made_at"], name="reportrun_by_period")]

    def __str__(self) -> str:
        return f"{self.slug} {self.first_on:%Y-%m}"

    @property
    def period(self) -> Period:
        return Period(self.first_on, self.last_on)


class SentRow(models.Model):
    """What a locked file said of one enrolment, as a keyed fingerprint: enough to see that it has changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(ReportRun, models.PROTECT, verbose_name="rapportkörning", related_name="sent_rows")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="+")
    delprojekt = models.ForeignKey(Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+")
    first_on = models.DateField("månad")
    fingerprint = models.BinaryField("fingeravtryck")

    personal: ClassVar[set[str]] = {"fingerprint"}
    sensitive: ClassVar[set[str]] = set()
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "skickad rad"
        verbose_name_plural = "skickade rader"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "enrolment"],
                name="sentrow_is_one_per_enrolment",
                violation_error_message="Inskrivningen finns redan i filen.",
            )
        ]
        indexes = [models.Index(fields=["enrolment", "first_on"], name="sentrow_by_enrolment")]

    def __str__(self) -> str:
        return f"skickad rad {self.first_on:%Y-%m}"


@tracked()
class ReportOrder(models.Model):
    """A file that is made in the background for the one who ordered it, with that person's rights when it is made.

    `parameters`: what was asked beside period and delprojekt, as choosing.Wanted has it (project, programme, exact;
    `named`: whether the delprojekt were named), and `outside`: that the reader was outside some of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.CharField("rapport", max_length=40)
    first_on = models.DateField("från och med")
    last_on = models.DateField("till och med")
    delprojekt = ArrayField(models.CharField(max_length=10), verbose_name="delprojekt", default=list)
    parameters = models.JSONField("val", default=dict)
    format = models.CharField("format", max_length=4)
    ordered_at = models.DateTimeField("beställd")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="beställd av", related_name="+"
    )
    state = models.CharField("läge", max_length=10, choices=OrderState, default=OrderState.WAITING)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    message = models.CharField("vad som hände", max_length=300, default="", blank=True)
    run = models.ForeignKey(ReportRun, models.PROTECT, verbose_name="rapportkörning", null=True, related_name="+")
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
                condition=Q(state=OrderState.READY, run__isnull=False) | ~Q(state=OrderState.READY) & Q(run=None),
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
                condition=Q(state=OrderState.FAILED) & ~Q(message="") | ~Q(state=OrderState.FAILED) & Q(message=""),
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
