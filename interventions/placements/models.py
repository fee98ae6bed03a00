"""Placements: who is where, with what purpose, and hours a week as a dated series
(docs/domain.md §5.5).
"""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from interventions.hosts.models import MOST_HOURS, Agreement, Host
from interventions.placements.enums import EndReason, Result
from mia.access.fields import EncryptedTextField, encrypted_constraint, free_text
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, NOTES, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import (
    Delprojekt,
    ends_after_start,
    plain_text_constraint,
    stay,
)
from participants.codes.models import Branch
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedPeriodQuerySet, ScopedQuerySet

TEXT_LENGTH = 1_000
PLAN_TEXTS = ("purpose", "goals", "expectations")
# Hours a week that Arbetsförmedlingen and Försäkringskassan ask for (docs/domain.md §1.6).
ORDINARY_HOURS = 15
IN_ORDER = (F("ended_on").desc(nulls_first=True), "-started_on", "pk")


class PlacementQuerySet(ScopedPeriodQuerySet):
    def in_order(self) -> Self:
        """Those that go on first, then the latest."""
        return self.order_by(*IN_ORDER)


@tracked()
class Placement(models.Model):
    """A participant at a host, from–to; `ended_on` is the last day, inclusive.

    `workplace` is what the place is called, `is_enhanced` that förstärkt samarbete insures.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="placements"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    host = models.ForeignKey(Host, models.PROTECT, verbose_name="värd", related_name="placements")
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        verbose_name="avtal",
        null=True,
        blank=True,
        related_name="placements",
    )
    workplace = models.CharField("arbetsplats", max_length=100)
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        verbose_name="bransch",
        null=True,
        blank=True,
        related_name="+",
    )
    tasks = models.CharField("arbetsuppgifter", max_length=200, blank=True)
    is_digital = models.BooleanField("på distans", default=False)
    supervisor = models.CharField("handledare hos värden", max_length=100, blank=True)
    is_enhanced = models.BooleanField("försäkrad genom förstärkt samarbete", default=False)
    started_on = models.DateField("från och med")
    planned_until = models.DateField("planerad till och med", null=True, blank=True)
    ended_on = models.DateField("till och med", null=True, blank=True)
    end_reason = models.CharField(
        "varför den slutade", max_length=20, choices=EndReason, null=True, blank=True
    )
    result = models.CharField(
        "vad den ledde till", max_length=20, choices=Result, null=True, blank=True
    )

    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="registrerad av",
        null=True,
        related_name="+",
    )

    # What the database's own rules refuse (interventions/sql/functions/keep_agreement.sql).
    trigger_messages: ClassVar[dict[str, str]] = {
        "placement_is_by_its_agreement": "Avtalet gäller en annan värd eller ett annat delprojekt.",
    }
    trigger_fields: ClassVar[dict[str, str]] = {"placement_is_by_its_agreement": "agreement"}
    objects = PlacementQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "host",
        "agreement",
        "workplace",
        "branch",
        "tasks",
        "is_digital",
        "supervisor",
        "is_enhanced",
        "started_on",
        "planned_until",
        "ended_on",
        "end_reason",
        "result",
    }
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    # Places used are counted of it, and attendance names it.
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset(personal) - {"workplace", "branch", "tasks", "supervisor", "planned_until"},
        values={"workplace": "Gallrad"},
    )

    class Meta:
        verbose_name = "placering"
        verbose_name_plural = "placeringar"
        constraints = [
            ends_after_start("placement"),
            plain_text_constraint("placement", "workplace"),
            plain_text_constraint("placement", "tasks", may_be_empty=True),
            plain_text_constraint("placement", "supervisor", may_be_empty=True),
            models.CheckConstraint(
                condition=Q(planned_until=None) | Q(planned_until__gte=F("started_on")),
                name="placement_is_planned_after_start",
                violation_error_code="planned_until",
                violation_error_message="Den planerade sista dagen ligger före den första.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason=None, result=None)
                | Q(ended_on__isnull=False, end_reason__isnull=False, result__isnull=False),
                name="placement_ends_with_a_reason",
                violation_error_code="end_reason",
                violation_error_message="Ange sista dagen, varför den slutade och vad den gav.",
            ),
            ExclusionConstraint(
                name="placement_does_not_overlap_itself",
                expressions=[
                    ("enrolment", RangeOperators.EQUAL),
                    ("host", RangeOperators.EQUAL),
                    (stay(), RangeOperators.OVERLAPS),
                ],
                violation_error_code="started_on",
                violation_error_message="Deltagaren är redan placerad hos värden den tiden.",
            ),
        ]
        indexes = [models.Index(fields=["agreement", "started_on"], name="placement_by_agreement")]

    def __str__(self) -> str:
        return f"arbetsträning på {self.workplace}"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too, for the access log; else None."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None

    def is_running(self, day: date) -> bool:
        """Whether the day lies between the first and the last day, both inclusive."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on >= day)


class HoursStepQuerySet(ScopedQuerySet):
    def in_order(self) -> Self:
        return self.order_by("started_on", "pk")


@tracked()
class HoursStep(models.Model):
    """Hours a week at a placement from a day on, until the next step. A step that lies ahead takes
    effect by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    placement = models.ForeignKey(
        Placement, models.PROTECT, verbose_name="placering", related_name="steps"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="+"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    started_on = models.DateField("från och med")
    hours = models.PositiveSmallIntegerField(
        "timmar i veckan", validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )

    objects = HoursStepQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"started_on", "hours"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "timmar i veckan"
        verbose_name_plural = "timmar i veckan"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "started_on"],
                name="hoursstep_is_one_a_day",
                violation_error_code="started_on",
                violation_error_message="Det finns redan ett antal timmar från den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=MOST_HOURS),
                name="hoursstep_hours_are_1_to_40",
                violation_error_code="hours",
                violation_error_message="Antalet timmar i veckan är 1–40.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours} timmar i veckan"

    @property
    def is_ordinary(self) -> bool:
        """Whether it is as much as Arbetsförmedlingen and Försäkringskassan ask for."""
        return self.hours >= ORDINARY_HOURS


class PlacementPlanQuerySet(ScopedQuerySet):
    permission = Permission.READ_NOTES


def plan_text(label: str, column: str) -> EncryptedTextField:
    return free_text(
        label,
        place=f"interventions_placementplan.{column}",
        most=TEXT_LENGTH,
        is_optional=True,
        bound_to="placement_id",
    )


@tracked()
class PlacementPlan(models.Model):
    """Why the participant is there and what the participant hopes for, in a table of its own:
    coordinators and exports never read it.
    """

    placement = models.OneToOneField(
        Placement, models.CASCADE, primary_key=True, verbose_name="placering", related_name="plan"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="+"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    purpose = plan_text("syfte", "purpose")
    goals = plan_text("mål", "goals")
    expectations = plan_text("deltagarens förväntningar", "expectations")

    objects = PlacementPlanQuerySet.as_manager()
    personal: ClassVar[set[str]] = set()
    sensitive: ClassVar[set[str]] = {"is_protected", *PLAN_TEXTS}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "plan för en placering"
        verbose_name_plural = "planer för placeringar"
        constraints = [encrypted_constraint("placementplan", name) for name in PLAN_TEXTS]

    def __str__(self) -> str:
        return "plan"

    @property
    def texts(self) -> dict[str, str]:
        """The texts by field, empty for none."""
        return {name: getattr(self, name) or "" for name in PLAN_TEXTS}
