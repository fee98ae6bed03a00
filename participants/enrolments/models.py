"""The enrolment (inskrivning): one stay of a person in one delprojekt, with its facts."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import (
    Delprojekt,
    EsfProject,
    Municipality,
    plain_text_constraint,
    stay,
)
from participants.codes.models import ExitReason, Referrer
from participants.enrolments.constraints import FACTS
from participants.enrolments.enums import Answer, Education, LabourStatus, Work
from participants.people.models import Participant
from participants.visibility import ScopedQuerySet


class EnrolmentQuerySet(ScopedQuerySet):
    enrolment_field = "pk"


# Of the facts of an enrolment, those that no figure is counted of.
NOT_IN_FIGURES = {"referred_on", "district", "enhanced_from", "enhanced_to", "exit_facts_on"}
NOT_IN_FIGURES |= {"exit_registered_on", "has_never_worked", "months_since_work", "newly_arrived"}
NOT_IN_FIGURES |= {"income_before_percent", "income_after_percent", "ready_for_training"}


def income_percent() -> "models.JSONField[Any, Any]":
    """Return the field of the extent of each source of income, in per cent by its code."""
    return models.JSONField("försörjningens omfattning, procent", default=dict, blank=True)


PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


@tracked()
class Enrolment(models.Model):
    """Facts of the SUS start and end record (docs/domain.md §2.4) and of ESF's entry and exit
    (§3.7).

    NULL = not known. Percentages are of 40 hours a week, those of an income of a whole one;
    `income_months` whole months of public support at start. `exit_facts_on` is the day on which the
    exit facts held, NULL = the last day. `delprojekt` never changes; `is_protected` is kept by the
    database (participants/sql/triggers/).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(
        Participant,
        models.PROTECT,
        verbose_name="deltagare",
        related_name="enrolments",
        db_index=False,  # enrolment_by_participant
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="enrolments"
    )
    project = models.ForeignKey(
        EsfProject, models.PROTECT, verbose_name="ESF-projekt", related_name="enrolments"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    referrer = models.ForeignKey(
        Referrer,
        models.PROTECT,
        verbose_name="remitterande part",
        null=True,
        blank=True,
        related_name="+",
    )
    referred_on = models.DateField("remissdatum", null=True, blank=True)
    started_on = models.DateField("startdatum")
    ended_on = models.DateField("slutdatum", null=True, blank=True)

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name="folkbokföringskommun",
        null=True,
        blank=True,
        related_name="+",
    )
    district = models.CharField("stadsdel", max_length=60, blank=True)
    labour_status = models.CharField(
        "arbetsmarknadsstatus", max_length=20, choices=LabourStatus, null=True, blank=True
    )
    unemployed_since = models.DateField("arbetslös sedan", null=True, blank=True)
    in_education = models.BooleanField("deltar i utbildning", null=True, blank=True)
    education = models.CharField(
        "högsta slutförda utbildning", max_length=20, choices=Education, null=True, blank=True
    )
    income_before = ArrayField(
        models.CharField(max_length=30), verbose_name="försörjning", default=list, blank=True
    )
    income_before_percent = income_percent()
    income_months = models.PositiveSmallIntegerField(
        "tid med offentlig försörjning, månader",
        null=True,
        blank=True,
        validators=[MaxValueValidator(600)],
    )
    work_before = models.CharField("arbete", max_length=20, choices=Work, null=True, blank=True)
    work_before_percent = models.PositiveSmallIntegerField(
        "arbete, procent", null=True, blank=True, validators=PERCENT
    )
    study_before_percent = models.PositiveSmallIntegerField(
        "studier, procent", null=True, blank=True, validators=PERCENT
    )
    has_never_worked = models.BooleanField("har aldrig arbetat", null=True, blank=True)
    months_since_work = models.PositiveSmallIntegerField(
        "tid sedan senaste arbetet, månader",
        null=True,
        blank=True,
        validators=[MaxValueValidator(600)],
    )
    seeking_before = models.BooleanField("söker arbete aktivt", null=True, blank=True)
    disability = models.CharField(
        "funktionsnedsättning", max_length=10, choices=Answer, default=Answer.NOT_ASKED
    )
    foreign_background = models.CharField(
        "utländsk bakgrund", max_length=10, choices=Answer, default=Answer.NOT_ASKED
    )
    newly_arrived = models.CharField(
        "nyanländ",
        max_length=10,
        choices=Answer,
        default=Answer.NOT_ASKED,
    )
    homeless = models.CharField("hemlös", max_length=10, choices=Answer, default=Answer.NOT_ASKED)

    exit_reason = models.ForeignKey(
        ExitReason,
        models.PROTECT,
        verbose_name="avslutsanledning",
        null=True,
        blank=True,
        related_name="+",
    )
    income_after = ArrayField(
        models.CharField(max_length=30), verbose_name="försörjning", default=list, blank=True
    )
    income_after_percent = income_percent()
    work_after = models.CharField("arbete", max_length=20, choices=Work, null=True, blank=True)
    work_after_percent = models.PositiveSmallIntegerField(
        "arbete, procent", null=True, blank=True, validators=PERCENT
    )
    study_after_percent = models.PositiveSmallIntegerField(
        "studier, procent", null=True, blank=True, validators=PERCENT
    )
    seeking_after = models.BooleanField("söker arbete aktivt", null=True, blank=True)
    registered_after = models.BooleanField(
        "inskriven hos Arbetsförmedlingen", null=True, blank=True
    )
    ready_for_training = models.BooleanField("redo för arbetsträning", null=True, blank=True)
    exit_facts_on = models.DateField("läget gäller den", null=True, blank=True)
    exit_registered_on = models.DateField("avslutet registrerat", null=True, editable=False)

    enhanced_from = models.DateField("förstärkt samarbete från och med", null=True, blank=True)
    enhanced_to = models.DateField("förstärkt samarbete till och med", null=True, blank=True)

    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="registrerad av",
        null=True,
        related_name="+",
    )

    # What the database's own rules refuse (participants/sql/functions/copy_protection.sql).
    trigger_messages: ClassVar[dict[str, str]] = {
        "enrolment_is_of_a_person_not_merged": (
            "Personen har just slagits ihop med en annan registrering. Ingenting är sparat."
            " Skicka formuläret igen."
        ),
    }
    time_ends_on: date | None = None  # where access.get_visible_with_facts has annotated it
    objects = EnrolmentQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "referrer",
        "referred_on",
        "started_on",
        "ended_on",
        "municipality",
        "district",
        "labour_status",
        "unemployed_since",
        "in_education",
        "education",
        "work_before",
        "work_before_percent",
        "study_before_percent",
        "has_never_worked",
        "months_since_work",
        "seeking_before",
        "exit_reason",
        "work_after",
        "work_after_percent",
        "study_after_percent",
        "seeking_after",
        "registered_after",
        "ready_for_training",
        "exit_facts_on",
        "exit_registered_on",
    }
    sensitive: ClassVar[set[str]] = {
        "is_protected",
        "income_before",
        "income_before_percent",
        "income_months",
        "disability",
        "foreign_background",
        "newly_arrived",
        "homeless",
        "income_after",
        "income_after_percent",
        "enhanced_from",
        "enhanced_to",
    }
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset((personal | sensitive) - NOT_IN_FIGURES)
    )

    class Meta:
        verbose_name = "inskrivning"
        verbose_name_plural = "inskrivningar"
        constraints = [
            ExclusionConstraint(
                name="enrolment_does_not_overlap",
                expressions=[
                    ("participant", RangeOperators.EQUAL),
                    ("delprojekt", RangeOperators.EQUAL),
                    (stay(), RangeOperators.OVERLAPS),
                ],
                violation_error_code="started_on",
                violation_error_message=(
                    "Deltagaren är redan inskriven i delprojektet under den tiden."
                ),
            ),
            plain_text_constraint("enrolment", "district", may_be_empty=True),
            *FACTS,
        ]
        indexes = [
            models.Index(
                fields=["delprojekt", "started_on", "id"], name="enrolment_by_delprojekt_start"
            ),
            models.Index(fields=["delprojekt", "ended_on"], name="enrolment_by_delprojekt_end"),
            # For the aliases in the list of participants: one in a hundred is protected.
            models.Index(
                fields=["delprojekt", "-started_on"],
                name="enrolment_protected",
                condition=Q(is_protected=True),
            ),
            models.Index(fields=["-started_on", "id"], name="enrolment_by_start"),
            # What is new in a delprojekt since a moment.
            models.Index(fields=["delprojekt", "registered_at"], name="enrolment_by_registration"),
            models.Index(
                fields=["delprojekt", "exit_registered_on"], name="enrolment_by_exit_registered"
            ),
            # All that the policies of a person read: they ask it of every person of a list.
            models.Index(
                fields=["participant", "delprojekt"],
                include=["is_protected", "id"],
                name="enrolment_by_participant",
            ),
        ]

    def __str__(self) -> str:
        return f"inskrivning {self.started_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/deltagare/{self.pk}/"

    @property
    def participant_key(self) -> UUID:
        return self.participant_id

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    def has_ended_before(self, day: date) -> bool:
        return self.ended_on is not None and self.ended_on < day
