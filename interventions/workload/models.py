"""Ceilings: how many participants a worker has at most with one method."""

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from interventions.methods.enums import Method
from mia.audit.history import tracked


class MethodCeilingQuerySet(models.QuerySet[Any]):
    def in_force(self, today: date) -> Self:
        """The latest row of each method that has begun."""
        begun = self.filter(started_on__lte=today)
        return begun.order_by("method", "-started_on").distinct("method")


@tracked()
class MethodCeiling(models.Model):
    """A ceiling from a day on, until a later row of the method takes over (docs/domain.md §5).

    Administrators edit them: only that of IPS is a published number.
    """

    method = models.CharField("metod", max_length=10, choices=Method)
    cases = models.PositiveSmallIntegerField(
        "deltagare per handläggare", validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    started_on = models.DateField("gäller från och med")

    objects = MethodCeilingQuerySet.as_manager()

    class Meta:
        verbose_name = "tak för en metod"
        verbose_name_plural = "tak för metoder"
        constraints = [
            models.UniqueConstraint(
                fields=["method", "started_on"],
                name="methodceiling_is_one_at_a_time",
                violation_error_code="started_on",
                violation_error_message="Det finns redan ett tak för metoden från den dagen.",
            )
        ]

    def __str__(self) -> str:
        return self.get_method_display()
