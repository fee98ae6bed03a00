"""Open code lists (docs/domain.md §1.4, §2.5, §2.9: partly uncertain): rows that an administrator
edits and never deletes.
"""

from datetime import date
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from mia.audit.history import tracked
from mia.organisation.delprojekt.models import plain_text_constraint


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
