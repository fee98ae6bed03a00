"""Work and studies from–to, and qualifications (docs/domain.md §5.7, §3.3)."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from interventions.employment.enums import WORK_TYPES, OccupationGroup, SpellKind, StudyLevel
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, ends_after_start, plain_text_constraint
from participants.codes.models import JobSource
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedPeriodQuerySet, ScopedQuerySet


def _only_for(
    kind: SpellKind, field: str, none: str | None, message: str
) -> models.CheckConstraint:
    """Return the constraint: the field is filled only for spells of that kind."""
    return models.CheckConstraint(
        condition=Q(kind=kind) | Q(**{field: none}),
        name=f"spell_{field}_only_for_{kind.name.lower()}",
        violation_error_code=field,
        violation_error_message=message,
    )


IN_ORDER = (F("ended_on").desc(nulls_first=True), "-started_on", "pk")


class SpellQuerySet(ScopedPeriodQuerySet):
    def in_order(self) -> Self:
        """Those that go on first, then the latest."""
        return self.order_by(*IN_ORDER)


@tracked()
class Spell(models.Model):
    """A job or studies of a participant, from–to; several may run at the same time.

    `ended_on` is the last day, inclusive; `percent` is of 40 hours a week, NULL when not known.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="spells"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    kind = models.CharField("arbete eller studier", max_length=10, choices=SpellKind)
    organisation = models.CharField("arbetsgivare eller skola", max_length=100)
    role = models.CharField("yrke eller utbildning", max_length=100, blank=True)
    occupation_group = models.CharField(
        "yrkesområde (SSYK)", max_length=1, choices=OccupationGroup, null=True, blank=True
    )
    study_level = models.CharField(
        "utbildningens nivå", max_length=20, choices=StudyLevel, null=True, blank=True
    )
    work_type = models.CharField(
        "slags arbete", max_length=20, choices=WORK_TYPES, null=True, blank=True
    )
    percent = models.PositiveSmallIntegerField(
        "omfattning, procent",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    source = models.ForeignKey(
        JobSource,
        models.PROTECT,
        verbose_name="så fick deltagaren det",
        null=True,
        blank=True,
        related_name="+",
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)

    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = SpellQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "kind",
        "organisation",
        "role",
        "occupation_group",
        "study_level",
        "work_type",
        "percent",
        "source",
        "started_on",
        "ended_on",
    }
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"kind", "work_type", "started_on", "ended_on"}),
        unique=("organisation",),
    )

    class Meta:
        verbose_name = "period av arbete eller studier"
        verbose_name_plural = "perioder av arbete eller studier"
        constraints = [
            ends_after_start("spell"),
            plain_text_constraint("spell", "organisation"),
            plain_text_constraint("spell", "role", may_be_empty=True),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=1, percent__lte=100),
                name="spell_percent_is_1_to_100",
                violation_error_code="percent",
                violation_error_message="Omfattningen är 1–100 procent.",
            ),
            models.CheckConstraint(
                condition=Q(kind=SpellKind.STUDIES) | Q(work_type__isnull=False),
                name="spell_work_has_a_type",
                violation_error_code="work_type",
                violation_error_message="Välj vilket slags arbete det är.",
            ),
            _only_for(SpellKind.WORK, "work_type", None, "Slags arbete anges bara för arbete."),
            _only_for(
                SpellKind.WORK, "occupation_group", None, "Yrkesområde anges bara för arbete."
            ),
            _only_for(
                SpellKind.STUDIES, "study_level", None, "Utbildningens nivå anges bara för studier."
            ),
            models.UniqueConstraint(
                fields=["enrolment", "kind", "organisation", "started_on"],
                name="spell_is_registered_once",
                violation_error_code="started_on",
                violation_error_message="Det är redan registrerat från den dagen.",
            ),
        ]
        indexes = [
            models.Index(fields=["delprojekt", "started_on"], name="spell_by_delprojekt_start")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} hos {self.organisation}"

    def is_running(self, day: date) -> bool:
        """Whether the day lies between the first and the last day, both inclusive."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on >= day)


@tracked()
class Qualification(models.Model):
    """A formal result of an assessment by a competent body, not a certificate of attendance
    (ESF's CR03 and EECR03, docs/domain.md §3.3, §3.5).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="qualifications"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    name = models.CharField("kvalifikation", max_length=100)
    issuer = models.CharField("utfärdad av", max_length=100)
    awarded_on = models.DateField("datum på intyget")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"name", "issuer", "awarded_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"awarded_on"}),
        values={"issuer": "Gallrad"},
        unique=("name",),
    )

    class Meta:
        verbose_name = "kvalifikation"
        verbose_name_plural = "kvalifikationer"
        constraints = [
            plain_text_constraint("qualification", "name"),
            plain_text_constraint("qualification", "issuer"),
            models.UniqueConstraint(
                fields=["enrolment", "name", "awarded_on"],
                name="qualification_is_registered_once",
                violation_error_code="name",
                violation_error_message="Kvalifikationen är redan registrerad.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.issuer}"
