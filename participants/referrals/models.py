"""Referrals (remisser, intresseanmälningar): what comes before an enrolment (docs/domain.md §1.9).

A referral holds what was written about the person, number and names too, and refers to nobody in
the register of persons: a number that MIA knows and one that it does not look the same, and whoever
is declined is never registered as a participant.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mia.access.fields import encrypted_constraint, free_text
from mia.access.querysets import AuditedQuerySet
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, REFERRALS, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, Municipality, plain_text_constraint
from participants.codes.models import DeclineReason, Referrer
from participants.enrolments.models import Enrolment
from participants.people.enums import IdentityKind, Protection, Sex
from participants.referrals.enums import OPEN, ReferralState
from participants.referrals.texts import ENCRYPTED, encrypted_text
from participants.visibility import assigned_enrolments, works_with

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


class ReferralQuerySet(AuditedQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        """Those of the delprojekt where the user registers participants; a protected person's only
        to those who decide about them there, and to the one who wrote the referral down. And the
        referral behind a case that the user is assigned to.
        """
        register = user.scope.delprojekt_with(Permission.REGISTER)
        decide = user.scope.delprojekt_with(Permission.DECIDE_PROTECTED)
        is_own_or_plain = Q(is_protected=False) | Q(registered_by=user)
        of_delprojekt = Q(delprojekt__in=register) & is_own_or_plain
        of_case = Q(enrolment__among=assigned_enrolments(user))
        rows = self.filter(of_delprojekt | Q(delprojekt__in=decide) | of_case)
        return rows.exclude(number="").audited()

    def visible_in(self, user: "Staff", enrolment: Enrolment) -> Self:
        """Those that led to the enrolment, for those who read its notes."""
        if not works_with(user, enrolment, Permission.READ_NOTES):
            return self.none()
        return self.filter(enrolment=enrolment.pk).audited()

    def undecided(self) -> Self:
        return self.filter(state__in=OPEN)


@tracked()
class Referral(models.Model):
    """One referral of a person to one delprojekt at a time.

    `state` is the step since `state_on`, one's history is in ReferralStep. `is_protected` is kept
    by the database: when the referral says so, or the number is a protected person's in MIA.
    `enrolment` is NULL also when the enrolment waits for a decision (participants/waiting/).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    state = models.CharField(
        "steg", max_length=10, choices=ReferralState, default=ReferralState.NEW
    )
    state_on = models.DateField("i steget sedan")
    received_on = models.DateField("remissen kom")
    referrer = models.ForeignKey(
        Referrer, models.PROTECT, verbose_name="remitterande part", related_name="+"
    )
    contact_name = models.CharField("kontaktperson", max_length=100, blank=True)
    contact_phone = models.CharField("kontaktpersonens telefon", max_length=40, blank=True)
    contact_email = models.EmailField("kontaktpersonens e-post", blank=True)
    reason = encrypted_text("reason", "varför personen remitteras")
    wish = encrypted_text("wish", "vad personen själv vill")

    number_kind = models.CharField("identitetstyp", max_length=5, choices=IdentityKind)
    number = models.CharField("nummer", max_length=12)
    given_name = models.CharField("förnamn", max_length=100)
    family_name = models.CharField("efternamn", max_length=100)
    birth_date = models.DateField("födelsedatum", null=True, blank=True)
    sex = models.CharField("juridiskt kön", max_length=1, choices=Sex)
    protection = models.CharField(
        "skyddade personuppgifter", max_length=30, choices=Protection, default=Protection.NONE
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    alias = models.CharField("alias", max_length=12, unique=True)
    interpreter_language = models.CharField("tolk behövs på språket", max_length=60, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name="folkbokföringskommun",
        null=True,
        blank=True,
        related_name="+",
    )
    has_children = models.BooleanField("försörjer minderåriga barn", null=True, blank=True)

    enrolment = models.ForeignKey(
        Enrolment,
        models.PROTECT,
        verbose_name="inskrivning",
        null=True,
        blank=True,
        related_name="referrals",
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

    is_priority: bool  # where queries.selected_referrals has annotated it
    objects = ReferralQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "state",
        "state_on",
        "received_on",
        "referrer",
        "contact_name",
        "contact_phone",
        "contact_email",
        "number_kind",
        "number",
        "given_name",
        "family_name",
        "birth_date",
        "sex",
        "alias",
        "municipality",
        "has_children",
    }
    sensitive: ClassVar[set[str]] = {
        "reason",
        "wish",
        "protection",
        "is_protected",
        "interpreter_language",
    }
    retention: ClassVar[Rule] = EVIDENCE
    # Of those that led to no enrolment.
    retention_alone: ClassVar[Rule] = REFERRALS
    # How long referrals wait is a figure. One that is disposed of has no number, and is hidden.
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"state", "state_on", "received_on", "referrer", "sex"}),
        values={"given_name": "Gallrad", "family_name": "Gallrad", "protection": Protection.NONE},
        unique=("alias",),
    )

    class Meta:
        verbose_name = "remiss"
        verbose_name_plural = "remisser"
        constraints = [
            plain_text_constraint("referral", "given_name"),
            plain_text_constraint("referral", "family_name"),
            plain_text_constraint("referral", "contact_name", may_be_empty=True),
            plain_text_constraint("referral", "interpreter_language", may_be_empty=True),
            models.CheckConstraint(
                condition=Q(state_on__gte=F("received_on")),
                name="referral_steps_follow_its_day",
                violation_error_code="received_on",
                violation_error_message="Remissen kan inte ha kommit efter det senaste steget.",
            ),
            models.CheckConstraint(
                condition=Q(enrolment=None) | Q(state=ReferralState.ACCEPTED),
                name="referral_is_accepted_when_enrolled",
                violation_error_message="Bara en antagen remiss har en inskrivning.",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=ENCRYPTED) & Q(wish__regex=ENCRYPTED)
                | Q(number="", reason__regex="^$", wish__regex="^$"),
                name="referral_texts_are_encrypted",
                violation_error_code="reason",
                violation_error_message="Remissens texter sparas krypterade.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["delprojekt", "received_on", "id"],
                name="referral_open",
                condition=Q(state__in=OPEN),
            ),
            models.Index(fields=["delprojekt", "state", "received_on"], name="referral_by_state"),
            # The inbox of all of them, decided ones too.
            models.Index(fields=["delprojekt", "received_on", "id"], name="referral_by_day"),
            models.Index(fields=["number"], name="referral_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def get_absolute_url(self) -> str:
        return f"/remisser/{self.pk}/"

    @property
    def participant_key(self) -> UUID:
        """Whose row it is in the access log: the participant's when the enrolment was loaded too,
        else the referral's own key, because there is no participant yet.
        """
        enrolment = self._state.fields_cache.get("enrolment")
        return enrolment.participant_id if enrolment else self.pk

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def days_waited(self, today: date) -> int:
        """Whole days from when it came until today, or until it was decided."""
        last = today if self.is_open else self.state_on
        return (last - self.received_on).days

    def days_in_step(self, today: date) -> int:
        return (today - self.state_on).days


class ReferralStepQuerySet(AuditedQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        referrals = Referral.objects.visible_to(user)
        return self.filter(referral__in=referrals.values("pk")).audited()


class ReferralStep(models.Model):
    """One step of a referral, in the delprojekt where it was. Rows are added, never changed: a step
    lasts until the day of the next one, in the order in which they were registered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(
        Referral, models.PROTECT, verbose_name="remiss", related_name="steps"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    state = models.CharField("steg", max_length=10, choices=ReferralState)
    started_on = models.DateField("datum")
    decline_reason = models.ForeignKey(
        DeclineReason,
        models.PROTECT,
        verbose_name="skäl",
        null=True,
        blank=True,
        related_name="+",
    )
    note = free_text(
        "kommentar", place="participants_referralstep.note", most=1000, is_optional=True
    )
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="registrerad av",
        null=True,
        related_name="+",
    )

    objects = ReferralStepQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"state", "started_on", "decline_reason"}
    sensitive: ClassVar[set[str]] = {"note"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"state", "started_on", "decline_reason"})
    )

    class Meta:
        verbose_name = "steg i en remiss"
        verbose_name_plural = "steg i remisser"
        constraints = [
            models.CheckConstraint(
                condition=Q(decline_reason=None) & ~Q(state=ReferralState.DECLINED)
                | Q(decline_reason__isnull=False, state=ReferralState.DECLINED),
                name="referralstep_reason_goes_with_decline",
                violation_error_code="decline_reason",
                violation_error_message="Skälet hör till en remiss som avböjs.",
            ),
            encrypted_constraint("referralstep", "note"),
        ]
        indexes = [
            models.Index(fields=["referral", "registered_at"], name="referralstep_in_order"),
            models.Index(fields=["started_on"], name="referralstep_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.started_on:%Y-%m-%d}"

    @property
    def participant_key(self) -> UUID:
        return self.referral_id
