"""Who works with an enrolment, from–to, and who reads it only. Visibility rests on them."""

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


@tracked()
class ReadAccess(models.Model):
    """Staff who read an enrolment without being responsible, from–to (the last day inclusive).

    Given to the former worker at a handover, and to a method supervisor who is asked for advice.
    It ends by itself, changes nothing, and does not open a protected case.
    """

    class Reason(models.TextChoices):
        HANDED_OVER = "OVERLAMNING", "har lämnat över"
        ASKED = "HANDLEDNING", "tillfrågad som metodhandledare"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="read_accesses"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="läsare",
        related_name="read_accesses",
    )
    reason = models.CharField("skäl", max_length=20, choices=Reason)
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = ScopedPeriodQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"staff", "reason", "started_on", "ended_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "läsbehörighet"
        verbose_name_plural = "läsbehörigheter"
        constraints = [ends_after_start("readaccess")]
        indexes = [models.Index(fields=["staff", "ended_on"], name="readaccess_by_staff")]

    def __str__(self) -> str:
        return f"läser till och med {self.ended_on:%Y-%m-%d}"
