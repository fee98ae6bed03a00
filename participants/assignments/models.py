"""Assignments: which staff are responsible for an enrolment, from–to. Visibility rests on them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, ends_after_start
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedPeriodQuerySet


@tracked()
class Assignment(models.Model):
    """Staff responsible for an enrolment. `ended_on` is the last day, inclusive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="assignments"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="ansvarig",
        related_name="assignments",
        db_index=False,  # assignment_by_staff
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)

    objects = ScopedPeriodQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"staff", "started_on", "ended_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "ansvar"
        verbose_name_plural = "ansvar"
        constraints = [
            ends_after_start("assignment"),
            models.UniqueConstraint(
                fields=["enrolment", "staff"],
                condition=Q(ended_on=None),
                name="assignment_is_open_once",
                violation_error_code="staff",
                violation_error_message="Personen ansvarar redan för deltagaren.",
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "delprojekt", "enrolment"], name="assignment_by_staff")
        ]

    def __str__(self) -> str:
        return f"ansvar från {self.started_on:%Y-%m-%d}"
