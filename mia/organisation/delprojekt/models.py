"""Förbund, municipalities, ESF projects, delprojekt and teams: where the work is done."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from mia.audit.history import tracked
from mia.core.plain_text import NOT_PLAIN, PLAIN


def active_on(day: date, related: str = "") -> Q:
    """Return the condition that a period goes on that day; `related` is "assignments__" or so."""
    has_no_end = Q(**{f"{related}ended_on": None})
    ends_later = Q(**{f"{related}ended_on__gte": day})
    return Q(has_no_end | ends_later, **{f"{related}started_on__lte": day})


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows with started_on and ended_on (the last day, inclusive)."""

    def active(self, today: date) -> Self:
        return self.filter(active_on(today))


def stay() -> Func:
    """Return the expression of [started_on, ended_on] as a range, both days inclusive."""
    return Func(
        "started_on",
        Coalesce("ended_on", Value("infinity")),
        RangeBoundary(inclusive_upper=True),
        function="DATERANGE",
        output_field=DateRangeField(),
    )


def ends_after_start(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
        name=f"{model}_ends_after_start",
        violation_error_code="ended_on",
        violation_error_message="Slutdatumet kan inte ligga före startdatumet.",
    )


def plain_text_constraint(
    model: str, field: str, *, may_be_empty: bool = False
) -> models.CheckConstraint:
    """The database refuses text that is blank, a formula or not what it looks like."""
    condition = Q(**{f"{field}__regex": f"^{PLAIN}$"})
    if may_be_empty:
        condition = Q(**{field: ""}) | condition
    return models.CheckConstraint(
        condition=condition,
        name=f"{model}_{field}_is_plain",
        violation_error_code=field,
        violation_error_message=NOT_PLAIN,
    )


@tracked()
class Forbund(models.Model):
    """Samordningsförbund (lag 2003:1210): the parties that finance the work in their
    municipalities.
    """

    code = models.CharField("kod", max_length=10, unique=True)
    name = models.CharField("namn", max_length=100, unique=True)

    class Meta:
        verbose_name = "samordningsförbund"
        verbose_name_plural = "samordningsförbund"
        constraints = [
            plain_text_constraint("forbund", "code"),
            plain_text_constraint("forbund", "name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Municipality(models.Model):
    """Kommun, by SCB's four-digit code."""

    code = models.CharField(
        "kommunkod",
        max_length=4,
        primary_key=True,
        validators=[RegexValidator(r"^\d{4}$", "Skriv fyra siffror.")],
    )
    name = models.CharField("namn", max_length=60)

    class Meta:
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"
        constraints = [
            plain_text_constraint("municipality", "code"),
            plain_text_constraint("municipality", "name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class EsfProject(models.Model):
    """One of the ESF projects (docs/domain.md §1.1): an enrolment belongs to one of them."""

    code = models.CharField("kod", max_length=20, unique=True)
    name = models.CharField("namn", max_length=60)
    reference = models.CharField("diarienummer", max_length=20, blank=True)
    started_on = models.DateField("startdatum")
    ended_on = models.DateField("slutdatum", null=True, blank=True)
    target = models.PositiveIntegerField("mål, antal deltagare", null=True, blank=True)
    keep_until = models.DateField(
        "underlaget bevaras till och med",
        null=True,
        blank=True,
        help_text="Står i ESF-rådets beslut om projektet.",
    )

    class Meta:
        verbose_name = "ESF-projekt"
        verbose_name_plural = "ESF-projekt"
        constraints = [
            ends_after_start("esfproject"),
            plain_text_constraint("esfproject", "code"),
            plain_text_constraint("esfproject", "name"),
            plain_text_constraint("esfproject", "reference", may_be_empty=True),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Delprojekt(models.Model):
    """The part of MIA that one förbund runs. Dated rows, because six became eight."""

    code = models.CharField(
        "kod",
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,10}$", "Skriv versaler, till exempel OS.")],
    )
    name = models.CharField("namn", max_length=60)
    forbund = models.ForeignKey(
        Forbund, models.PROTECT, verbose_name="samordningsförbund", related_name="delprojekt"
    )
    municipalities = models.ManyToManyField(
        Municipality, verbose_name="kommuner", related_name="delprojekt"
    )
    started_on = models.DateField("startdatum")
    ended_on = models.DateField("slutdatum", null=True, blank=True)
    min_age = models.PositiveSmallIntegerField("lägsta ålder", default=16)
    max_age = models.PositiveSmallIntegerField("högsta ålder", default=64)
    reading_days = models.PositiveSmallIntegerField(
        "tidigare handläggare läser, dagar",
        default=14,
        db_default=14,
        validators=[MaxValueValidator(90)],
        help_text="Hur länge den som har lämnat över en deltagare kan läsa ärendet.",
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "delprojekt"
        verbose_name_plural = "delprojekt"
        constraints = [
            ends_after_start("delprojekt"),
            plain_text_constraint("delprojekt", "code"),
            plain_text_constraint("delprojekt", "name"),
            models.CheckConstraint(
                condition=Q(max_age__gte=F("min_age")),
                name="delprojekt_ages_in_order",
                violation_error_code="max_age",
                violation_error_message="Högsta åldern kan inte vara lägre än lägsta åldern.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Target(models.Model):
    """How many participants a delprojekt is to reach in one ESF project, from a day on.

    A row stands until a later row of the same delprojekt and ESF project takes over. Zero says that
    the delprojekt takes no part in the ESF project (docs/domain.md §1.7).
    """

    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="targets"
    )
    project = models.ForeignKey(
        EsfProject, models.PROTECT, verbose_name="ESF-projekt", related_name="targets"
    )
    persons = models.PositiveIntegerField("mål, antal deltagare")
    started_on = models.DateField("gäller från och med")

    class Meta:
        verbose_name = "mål för ett delprojekt"
        verbose_name_plural = "mål för delprojekten"
        constraints = [
            models.UniqueConstraint(
                fields=["delprojekt", "project", "started_on"],
                name="target_is_one_at_a_time",
                violation_error_code="started_on",
                violation_error_message="Det finns redan ett mål från den dagen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.delprojekt}, {self.project}"


@tracked()
class Team(models.Model):
    """Colleagues in one delprojekt who answer for the same participants."""

    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="teams"
    )
    name = models.CharField("namn", max_length=60)

    class Meta:
        verbose_name = "team"
        verbose_name_plural = "team"
        constraints = [
            models.UniqueConstraint(
                fields=["delprojekt", "name"],
                name="team_has_one_name",
                violation_error_code="name",
                violation_error_message="Delprojektet har redan ett team med det namnet.",
            ),
            plain_text_constraint("team", "name"),
        ]

    def __str__(self) -> str:
        return self.name
