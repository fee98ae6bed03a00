"""Goals, steps and reviews of a participant's plan (docs/domain.md §1.5, §5.1)."""

from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from interventions.planning.enums import GoalResult, ReviewExemption, StepOwner
from mia.access.fields import EncryptedTextField, encrypted_constraint
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

GOAL_LENGTH = 600  # characters
STEP_LENGTH = 300
AGENCY_LENGTH = 100
REVIEW_AFTER = timedelta(days=91)  # as long as the next review is proposed to be away


class PlanQuerySet(ScopedQuerySet):
    """A plan is read by those who work with the participant, as notes are."""

    permission = Permission.READ_NOTES


@tracked()
class Goal(models.Model):
    """What the participant wants, in the participant's own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="goals"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    text = EncryptedTextField(
        "mål",
        validators=[MaxLengthValidator(GOAL_LENGTH)],
        bound_to="id",
        place="interventions_goal.text",
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)
    result = models.CharField("resultat", max_length=10, choices=GoalResult, null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = PlanQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"started_on", "ended_on", "result"}
    sensitive: ClassVar[set[str]] = {"is_protected", "text"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "mål i planen"
        verbose_name_plural = "mål i planen"
        constraints = [
            encrypted_constraint("goal", "text"),
            models.CheckConstraint(
                condition=Q(ended_on=None, result=None)
                | Q(ended_on__isnull=False, result__isnull=False),
                name="goal_ends_with_a_result",
                violation_error_code="result",
                violation_error_message="Ett mål som är avslutat har en dag och ett resultat.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="goal_ends_after_start",
                violation_error_code="ended_on",
                violation_error_message="Sista dagen ligger före första dagen.",
            ),
        ]

    def __str__(self) -> str:
        return "mål"

    @property
    def is_open(self) -> bool:
        return self.ended_on is None


@tracked()
class Step(models.Model):
    """Something that is to be done by a day, and by whom. `snoozed_until`: not asked for before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="steps"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    goal = models.ForeignKey(
        Goal, models.PROTECT, verbose_name="mål", null=True, blank=True, related_name="steps"
    )
    text = EncryptedTextField(
        "steg",
        validators=[MaxLengthValidator(STEP_LENGTH)],
        bound_to="id",
        place="interventions_step.text",
    )
    owner = models.CharField("vem gör det", max_length=10, choices=StepOwner)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="handläggare",
        null=True,
        blank=True,
        related_name="steps",
    )
    agency = EncryptedTextField(
        "vilken myndighet eller vem",
        null=True,
        blank=True,
        validators=[MaxLengthValidator(AGENCY_LENGTH)],
        bound_to="id",
        place="interventions_step.agency",
    )
    due_on = models.DateField("klart senast")
    done_on = models.DateField("klart den", null=True, blank=True)
    snoozed_until = models.DateField("uppskjutet till", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = PlanQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "goal",
        "owner",
        "staff",
        "due_on",
        "done_on",
        "snoozed_until",
    }
    sensitive: ClassVar[set[str]] = {"is_protected", "text", "agency"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "steg i planen"
        verbose_name_plural = "steg i planen"
        constraints = [
            encrypted_constraint("step", "text"),
            encrypted_constraint("step", "agency"),
            models.CheckConstraint(
                condition=Q(owner=StepOwner.STAFF, staff__isnull=False)
                | (~Q(owner=StepOwner.STAFF) & Q(staff=None)),
                name="step_of_staff_names_the_staff",
                violation_error_code="staff",
                violation_error_message="Välj vem när steget görs av en handläggare, bara då.",
            ),
            models.CheckConstraint(
                condition=Q(owner=StepOwner.AGENCY) | Q(agency=None),
                name="step_agency_is_of_agency",
                violation_error_code="agency",
                violation_error_message="Fylls i bara när någon annan gör steget.",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="step_to_be_done", condition=Q(done_on=None))
        ]

    def __str__(self) -> str:
        return "steg"

    def get_absolute_url(self) -> str:
        return f"/steg/{self.pk}/"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None

    @property
    def is_open(self) -> bool:
        return self.done_on is None

    @property
    def responsible(self) -> str:
        """Who does it, in words; a member of staff by name."""
        if self.staff is not None:
            return str(self.staff)
        return self.agency or str(self.get_owner_display())

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on < today


@tracked()
class PlanReview(models.Model):
    """One time that the plan was made or reviewed together, or the reason why it was not.

    Never changed: the rows are the plan's history. The latest says when the next is due.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="plan_reviews"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    reviewed_on = models.DateField("datum")
    is_agreed = models.BooleanField("överenskommen med deltagaren", null=True, blank=True)
    exemption = models.CharField(
        "därför sågs den inte över", max_length=10, choices=ReviewExemption, null=True, blank=True
    )
    next_on = models.DateField("nästa översyn")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = PlanQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"reviewed_on", "is_agreed", "exemption", "next_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "översyn av planen"
        verbose_name_plural = "översyner av planen"
        constraints = [
            models.CheckConstraint(
                condition=Q(exemption=None, is_agreed__isnull=False)
                | Q(exemption__isnull=False, is_agreed=None),
                name="planreview_is_agreed_or_exempt",
                violation_error_code="is_agreed",
                violation_error_message="Svara om ni är överens, eller varför den inte sågs över.",
            ),
            models.CheckConstraint(
                condition=Q(next_on__gt=F("reviewed_on")),
                name="planreview_next_is_later",
                violation_error_code="next_on",
                violation_error_message="Nästa översyn är efter den här.",
            ),
        ]

    def __str__(self) -> str:
        return f"översyn {self.reviewed_on:%Y-%m-%d}"
