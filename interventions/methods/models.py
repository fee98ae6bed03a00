"""Method work: a method given to a participant, from–to, by a worker."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F

from interventions.methods.enums import Method
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, ends_after_start, stay
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedPeriodQuerySet

# Those that run first, then the latest.
IN_ORDER = (F("ended_on").desc(nulls_first=True), "-started_on", "method")


class MethodWorkQuerySet(ScopedPeriodQuerySet):
    def in_order(self) -> Self:
        return self.order_by(*IN_ORDER)


@tracked()
class MethodWork(models.Model):
    """Any number of methods run at the same time. `ended_on` is the last day, inclusive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="methods"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    method = models.CharField("metod", max_length=10, choices=Method)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="handledare",
        null=True,
        blank=True,
        related_name="+",
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)

    objects = MethodWorkQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"method", "staff", "started_on", "ended_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"method", "started_on", "ended_on"})
    )

    class Meta:
        verbose_name = "metodinsats"
        verbose_name_plural = "metodinsatser"
        constraints = [
            ends_after_start("methodwork"),
            ExclusionConstraint(
                name="methodwork_does_not_overlap_itself",
                expressions=[
                    ("enrolment", RangeOperators.EQUAL),
                    ("method", RangeOperators.EQUAL),
                    (stay(), RangeOperators.OVERLAPS),
                ],
                violation_error_code="started_on",
                violation_error_message="Deltagaren får redan den metoden under den tiden.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display()

    def is_running(self, day: date) -> bool:
        """Whether the day lies between the first and the last day, both inclusive."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on >= day)
