"""What a locked file said of each enrolment."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from reporting.exports.models import ReportRun


class SentRow(models.Model):
    """What a locked file said of one enrolment, as a keyed fingerprint: enough to see that it has
    changed.

    None: the enrolment was not in the file, and may be in it now.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(
        ReportRun, models.PROTECT, verbose_name="rapportkörning", related_name="sent_rows"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="+"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    first_on = models.DateField("månad")
    fingerprint = models.BinaryField("fingeravtryck", null=True)
    # When something that the row tells of was written first since it was locked: set by triggers.
    changed_at = models.DateTimeField("ändrad", null=True, editable=False)

    personal: ClassVar[set[str]] = {"fingerprint", "changed_at"}
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
        indexes = [
            models.Index(fields=["enrolment", "first_on"], name="sentrow_by_enrolment"),
            models.Index(
                fields=["run"], name="sentrow_changed", condition=Q(changed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"skickad rad {self.first_on:%Y-%m}"
