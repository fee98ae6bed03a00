"""Absences: a colleague is away from a delprojekt for some days, and somebody works instead."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from mia.audit.history import tracked
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import (
    Delprojekt,
    PeriodQuerySet,
    ends_after_start,
    stay,
)
from mia.organisation.staff.models import Staff


@tracked()
class Absence(models.Model):
    """Who is away from a delprojekt from–to (the last day inclusive), and who works instead.

    Why is not said: it may be health. For those days the substitute sees the cases of the absent
    colleague in the delprojekt, but no protected ones (participants.visibility).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="frånvarande", related_name="absences"
    )
    substitute = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="ersättare", related_name="substitutions"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "frånvaro"
        verbose_name_plural = "frånvaro"
        constraints = [
            ends_after_start("absence"),
            models.CheckConstraint(
                condition=~Q(substitute=F("staff")),
                name="absence_has_another_substitute",
                violation_error_code="substitute",
                violation_error_message="Ersättaren ska vara någon annan än den frånvarande.",
            ),
            ExclusionConstraint(
                name="absence_is_one_at_a_time",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("delprojekt", RangeOperators.EQUAL),
                    (stay(), RangeOperators.OVERLAPS),
                ],
                violation_error_code="started_on",
                violation_error_message="Personen har redan frånvaro under de dagarna.",
            ),
        ]
        indexes = [models.Index(fields=["substitute", "ended_on"], name="absence_by_substitute")]

    def __str__(self) -> str:
        return f"frånvaro från {self.started_on:%Y-%m-%d}"
