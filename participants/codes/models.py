"""Open code lists (docs/domain.md §1.4, §2.5, §2.9: partly uncertain): rows that an administrator
edits and never deletes.
"""

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from mia.audit.history import tracked
from mia.organisation.delprojekt.models import (
    Delprojekt,
    PeriodQuerySet,
    ends_after_start,
    plain_text_constraint,
)

MOST_YEARS = 100


class CodeQuerySet(models.QuerySet[Any]):
    def current(self, today: date) -> Self:
        """Codes that forms offer; a retired code stays for history."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=today)).order_by(
            "position", "code"
        )


class Code(models.Model):
    code = models.CharField(
        "kod",
        max_length=30,
        primary_key=True,
        validators=[RegexValidator(r"^[A-Z_]+$", "Skriv versaler A–Z och _.")],
    )
    label = models.CharField("benämning", max_length=100)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    retired_on = models.DateField("används inte från och med", null=True, blank=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label


@tracked()
class Referrer(Code):
    """Remitterande part."""

    class Meta:
        verbose_name = "remitterande part"
        verbose_name_plural = "remitterande parter"
        constraints = [
            plain_text_constraint("referrer", "code"),
            plain_text_constraint("referrer", "label"),
        ]


@tracked()
class IncomeSource(Code):
    """Försörjning."""

    class Group(models.TextChoices):
        HEALTH = "OHALSA", "ohälsa"
        LABOUR_MARKET = "ARBETSMARKNAD", "arbetsmarknadsstöd"
        SOCIAL_ASSISTANCE = "EKONOMISKT_BISTAND", "ekonomiskt bistånd"
        OTHER_PUBLIC = "ANNAN", "annan offentlig försörjning"
        OWN = "EGEN", "egen försörjning"
        NONE = "INGEN", "ingen offentlig försörjning"

    group = models.CharField("grupp", max_length=20, choices=Group)

    class Meta:
        verbose_name = "försörjning"
        verbose_name_plural = "försörjningar"
        constraints = [
            plain_text_constraint("incomesource", "code"),
            plain_text_constraint("incomesource", "label"),
        ]

    @property
    def is_public(self) -> bool:
        return self.group not in (self.Group.OWN, self.Group.NONE)


@tracked()
class ExitReason(Code):
    """Avslutsanledning, and which goal of the project (docs/domain.md §1.7) it counts towards."""

    class Outcome(models.TextChoices):
        WORK = "ARBETE", "arbete"
        STUDIES = "STUDIER", "studier"
        ORDINARY = "ORDINARIE", "ordinarie arbetsförberedande insats"
        OTHER = "ANNAT", "annat"
        ERROR = "FELREGISTRERING", "felregistrering, räknas inte"

    outcome = models.CharField("räknas som", max_length=20, choices=Outcome, default=Outcome.OTHER)
    is_completed = models.BooleanField("räknas som genomförd", default=False)

    class Meta:
        verbose_name = "avslutsanledning"
        verbose_name_plural = "avslutsanledningar"
        constraints = [
            plain_text_constraint("exitreason", "code"),
            plain_text_constraint("exitreason", "label"),
        ]


@tracked()
class Branch(Code):
    """Branch of a host (docs/domain.md §1.6)."""

    class Meta:
        verbose_name = "bransch"
        verbose_name_plural = "branscher"
        constraints = [
            plain_text_constraint("branch", "code"),
            plain_text_constraint("branch", "label"),
        ]


@tracked()
class JobSource(Code):
    """How a participant got work or studies (docs/domain.md §5.7)."""

    class Meta:
        verbose_name = "väg till arbete eller studier"
        verbose_name_plural = "vägar till arbete eller studier"
        constraints = [
            plain_text_constraint("jobsource", "code"),
            plain_text_constraint("jobsource", "label"),
        ]


@tracked()
class NumberReason(Code):
    """Why a person is registered without a number. MIA's own list (docs/domain.md §6.5)."""

    class Meta:
        verbose_name = "skäl till att nummer saknas"
        verbose_name_plural = "skäl till att nummer saknas"
        constraints = [
            plain_text_constraint("numberreason", "code"),
            plain_text_constraint("numberreason", "label"),
        ]


@tracked()
class DeclineReason(Code):
    """Why a referral is declined. `letter_text` is what the letter to the person says about it."""

    letter_text = models.TextField("text i brevet", max_length=500)

    class Meta:
        verbose_name = "skäl att avböja en remiss"
        verbose_name_plural = "skäl att avböja en remiss"
        constraints = [
            plain_text_constraint("declinereason", "code"),
            plain_text_constraint("declinereason", "label"),
            plain_text_constraint("declinereason", "letter_text"),
        ]


@tracked()
class PriorityRule(models.Model):
    """Who comes first in a delprojekt's queue, from a day on (docs/domain.md §1.1).

    The ages are whole years on the day when the queue is shown, both inclusive. One rule that holds
    is enough to come first.
    """

    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="priority_rules"
    )
    label = models.CharField("benämning", max_length=100)
    min_age = models.PositiveSmallIntegerField("lägsta ålder", default=0)
    max_age = models.PositiveSmallIntegerField("högsta ålder", default=120)
    needs_children = models.BooleanField("försörjer minderåriga barn", default=False)
    started_on = models.DateField("gäller från och med")
    ended_on = models.DateField("gäller till och med", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "turordning i kö"
        verbose_name_plural = "turordning i kö"
        constraints = [
            ends_after_start("priorityrule"),
            plain_text_constraint("priorityrule", "label"),
            models.CheckConstraint(
                condition=Q(max_age__gte=F("min_age")),
                name="priorityrule_ages_in_order",
                violation_error_code="max_age",
                violation_error_message="Högsta åldern kan inte vara lägre än lägsta åldern.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


@tracked()
class TimeLimit(models.Model):
    """How many months a participant may stay in a delprojekt.

    There is a limit, but no source gives its length (docs/domain.md §1.1).

    A row holds for those who start from its day on, until a later row of the delprojekt takes over.
    """

    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="time_limits"
    )
    months = models.PositiveSmallIntegerField("månader", validators=[MinValueValidator(1)])
    started_on = models.DateField("gäller för dem som börjar från och med")

    class Meta:
        verbose_name = "tidsgräns"
        verbose_name_plural = "tidsgränser"
        constraints = [
            models.UniqueConstraint(
                fields=["delprojekt", "started_on"],
                name="timelimit_is_one_at_a_time",
                violation_error_code="started_on",
                violation_error_message="Det finns redan en tidsgräns från den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1),
                name="timelimit_has_months",
                violation_error_code="months",
                violation_error_message="Tidsgränsen är minst en månad.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delprojekt}, {self.months} månader"


@tracked()
class TimeLimitReason(Code):
    """Why a participant's time is extended or paused."""

    class Kind(models.TextChoices):
        EXTENSION = "FORLANGNING", "förlängning"
        PAUSE = "PAUS", "paus"

    kind = models.CharField("gäller", max_length=12, choices=Kind)

    class Meta:
        verbose_name = "skäl för mer tid"
        verbose_name_plural = "skäl för mer tid"
        constraints = [
            plain_text_constraint("timelimitreason", "code"),
            plain_text_constraint("timelimitreason", "label"),
        ]


@tracked()
class RetentionPeriod(Code):
    """How many years a kind of data is kept (docs/domain.md §6.7). The longest one that is used
    holds for everything about a person.

    `code` is the slug of a rule (mia/core/retention.py) in capitals, or a longer time that somebody
    else asks for. A person's years begin with the last day of the last enrolment, a referral's with
    its decision. `source` says where the years come from, and how sure that is.
    """

    class Subject(models.TextChoices):
        PERSON = "PERSON", "personer med inskrivning"
        REFERRAL = "REMISS", "remisser utan inskrivning"

    subject = models.CharField("gäller", max_length=10, choices=Subject)
    years = models.PositiveSmallIntegerField("år", validators=[MaxValueValidator(MOST_YEARS)])
    source = models.CharField("källa", max_length=200)

    class Meta:
        verbose_name = "gallringsfrist"
        verbose_name_plural = "gallringsfrister"
        constraints = [
            plain_text_constraint("retentionperiod", "code"),
            plain_text_constraint("retentionperiod", "label"),
            plain_text_constraint("retentionperiod", "source"),
            models.CheckConstraint(
                condition=Q(years__lte=MOST_YEARS),
                name="retentionperiod_is_no_longer",
                violation_error_code="years",
                violation_error_message=f"Skriv högst {MOST_YEARS} år.",
            ),
        ]
