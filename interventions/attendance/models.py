"""Attendance at a placement: entered by day or by week, participation time for ESF
(docs/formats.md §2).
"""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import ExtractMonth
from django.db.models.lookups import Range

from interventions.placements.models import Placement
from mia.audit.history import tracked
from mia.core.period import Period
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

DAY_MINUTES = 24 * 60
WEEK_DAYS = 7
OVER_MONTHS = "Veckan går över ett månadsskifte. Fyll i den dag för dag."
OVERLAPS = "Det finns redan närvaro för en av dagarna. Fyll i antingen dagar eller vecka."


# Days from the first to the last, 0 for one day: PostgreSQL's subtraction of dates.
DAYS_AFTER_FIRST = Func(
    "last_on", "first_on", function="date_mi", output_field=models.IntegerField()
)


def covered() -> Func:
    """Return the expression of [first_on, last_on] as a range, both days inclusive."""
    return Func(
        "first_on",
        "last_on",
        RangeBoundary(inclusive_upper=True),
        function="DATERANGE",
        output_field=DateRangeField(),
    )


class AttendanceQuerySet(ScopedQuerySet):
    def within(self, period: Period) -> Self:
        """Those of a month, or of a week: a row never goes beyond its month."""
        return self.filter(first_on__gte=period.first_on, last_on__lte=period.last_on)


@tracked()
class Attendance(models.Model):
    """Minutes that a participant was at a placement, on a day or in a week of one month.

    Absence is no row. All minutes are participation time (reporting_time says so in the database).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    placement = models.ForeignKey(
        Placement, models.PROTECT, verbose_name="placering", related_name="attendance"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="attendance"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    first_on = models.DateField("första dagen")
    last_on = models.DateField("sista dagen")
    minutes = models.PositiveSmallIntegerField(
        "minuter", validators=[MinValueValidator(1), MaxValueValidator(WEEK_DAYS * DAY_MINUTES)]
    )
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="registrerad av",
        null=True,
        related_name="+",
    )

    objects = AttendanceQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"last_on", "minutes"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(frozenset({"last_on", "minutes"}))

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        constraints = [
            models.CheckConstraint(
                condition=Q(Range(DAYS_AFTER_FIRST, (0, WEEK_DAYS - 1))),
                name="attendance_is_a_week_at_most",
                violation_error_code="last_on",
                violation_error_message="Närvaro gäller en dag eller högst en vecka.",
            ),
            models.CheckConstraint(
                condition=Q(last_on__month=ExtractMonth("first_on")),
                name="attendance_is_within_a_month",
                violation_error_code="last_on",
                violation_error_message=OVER_MONTHS,
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=DAY_MINUTES * (DAYS_AFTER_FIRST + 1)),
                name="attendance_fits_in_its_days",
                violation_error_code="minutes",
                violation_error_message="Närvaron är mer än 24 timmar om dagen.",
            ),
            ExclusionConstraint(
                name="attendance_does_not_overlap",
                expressions=[
                    ("placement", RangeOperators.EQUAL),
                    (covered(), RangeOperators.OVERLAPS),
                ],
                violation_error_code="minutes",
                violation_error_message=OVERLAPS,
            ),
        ]
        indexes = [
            models.Index(
                fields=["delprojekt", "first_on"],
                include=["enrolment", "minutes"],
                name="attendance_by_delprojekt",
            ),
            models.Index(fields=["enrolment", "first_on"], name="attendance_of_enrolment"),
        ]

    def __str__(self) -> str:
        return f"närvaro {self.first_on:%Y-%m-%d}"
