"""What of a delprojekt changes while it runs: its municipalities and how many work there."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from mia.audit.history import tracked
from mia.organisation.delprojekt.models import (
    Delprojekt,
    Municipality,
    PeriodQuerySet,
    ends_after_start,
    stay,
)


@tracked()
class MunicipalityPeriod(models.Model):
    """When a municipality belongs to a delprojekt.

    One without a period belongs to it the whole time (Delprojekt.municipalities): Södra Roslagen
    became Roslagen with six (docs/domain.md §1.2).
    """

    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="municipality_periods"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="kommun", related_name="+"
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kommuns tid i ett delprojekt"
        verbose_name_plural = "kommunernas tid i delprojekten"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("municipalityperiod"),
            ExclusionConstraint(
                name="municipalityperiod_does_not_overlap",
                expressions=[
                    ("delprojekt", RangeOperators.EQUAL),
                    ("municipality", RangeOperators.EQUAL),
                    (stay(), RangeOperators.OVERLAPS),
                ],
                violation_error_code="started_on",
                violation_error_message="Kommunen har redan en tid där som omfattar dagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} i {self.delprojekt}"


@tracked()
class Staffing(models.Model):
    """How many are to work in a delprojekt from a day on, until a later row takes over.

    How many do is counted from the memberships.
    """

    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="staffing"
    )
    persons = models.PositiveSmallIntegerField("antal personer")
    started_on = models.DateField("gäller från och med")

    class Meta:
        verbose_name = "bemanning av ett delprojekt"
        verbose_name_plural = "bemanning av delprojekten"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["delprojekt", "started_on"],
                name="staffing_is_one_at_a_time",
                violation_error_code="started_on",
                violation_error_message="Det finns redan en bemanning från den dagen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.delprojekt}, {self.persons} personer"
