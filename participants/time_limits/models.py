"""More time for a participant: extensions and pauses (docs/domain.md §1.1)."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, ends_after_start, stay
from participants.codes.models import TimeLimitReason
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

MOST_MONTHS = 24


@tracked()
class Extension(models.Model):
    """So many months more than the delprojekt's time limit. Several are added up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="extensions"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    decided_on = models.DateField("beslutad")
    months = models.PositiveSmallIntegerField(
        "månader", validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    reason = models.ForeignKey(
        TimeLimitReason, models.PROTECT, verbose_name="skäl", related_name="+"
    )
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="registrerad av",
        null=True,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"decided_on", "months"}
    sensitive: ClassVar[set[str]] = {"is_protected", "reason"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "förlängning"
        verbose_name_plural = "förlängningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(months__range=(1, MOST_MONTHS)),
                name="extension_has_months",
                violation_error_code="months",
                violation_error_message=f"En förlängning är 1–{MOST_MONTHS} månader.",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "decided_on"],
                name="extension_is_decided_once_a_day",
                violation_error_code="decided_on",
                violation_error_message="Det finns redan en förlängning som beslutades den dagen.",
            ),
        ]

    def __str__(self) -> str:
        if self.months == 1:
            return "förlängning med en månad"
        return f"förlängning med {self.months} månader"


@tracked()
class Pause(models.Model):
    """Days that do not count towards the time limit, the first and the last inclusive.

    Participation goes on in all other ways: a pause is no end of the enrolment, and ESF and SUS
    are told nothing of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="pauses"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    started_on = models.DateField("första dagen")
    ended_on = models.DateField("sista dagen", null=True, blank=True)
    reason = models.ForeignKey(
        TimeLimitReason, models.PROTECT, verbose_name="skäl", related_name="+"
    )
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="registrerad av",
        null=True,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"started_on", "ended_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", "reason"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "paus"
        verbose_name_plural = "pauser"
        constraints = [
            ExclusionConstraint(
                name="pause_does_not_overlap",
                expressions=[
                    ("enrolment", RangeOperators.EQUAL),
                    (stay(), RangeOperators.OVERLAPS),
                ],
                violation_error_code="started_on",
                violation_error_message="Deltagaren har redan en paus under den tiden.",
            ),
            ends_after_start("pause"),
        ]

    def __str__(self) -> str:
        return f"paus från {self.started_on:%Y-%m-%d}"
