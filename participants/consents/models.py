"""Consents, each of its own kind, and what was disclosed on them."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mia.access.fields import encrypted_constraint, free_text
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.consents.enums import (
    SHARED_KINDS,
    Agency,
    ConsentKind,
    ConsentWay,
    Purpose,
)
from participants.enrolments.models import Enrolment
from participants.people.models import plain_text_constraint
from participants.visibility import ScopedQuerySet


@tracked()
class Consent(models.Model):
    """A consent for this enrolment (SUS: a new one for each, form 9443): it holds from given_on
    through valid_until, and no longer from the day withdrawn_on.

    `way`, `text_version` and `purpose` are empty where they are not known, as in older files.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="consents"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    kind = models.CharField("samtycke till", max_length=20, choices=ConsentKind)
    given_on = models.DateField("gavs")
    withdrawn_on = models.DateField("återtogs", null=True, blank=True)
    valid_until = models.DateField("gäller till och med", null=True, blank=True)
    way = models.CharField("hur det gavs", max_length=20, choices=ConsentWay, blank=True)
    text_version = models.CharField("textens version", max_length=40, blank=True)
    purpose = models.CharField("ändamål", max_length=20, choices=Purpose, blank=True)
    agencies = ArrayField(
        models.CharField(max_length=20, choices=Agency),
        verbose_name="vilka som får ta del",
        default=list,
        blank=True,
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "kind",
        "given_on",
        "withdrawn_on",
        "valid_until",
        "way",
        "text_version",
        "purpose",
        "agencies",
    }
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    # SUS's aggregates tell those who have consented from those who have not.
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"kind", "given_on", "withdrawn_on"}), only={"kind": ConsentKind.SUS}
    )

    class Meta:
        verbose_name = "samtycke"
        verbose_name_plural = "samtycken"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_code="withdrawn_on",
                violation_error_message="Ett samtycke kan inte återtas före dagen det gavs.",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=Q(withdrawn_on=None) & ~Q(kind__in=SHARED_KINDS),
                name="consent_is_open_once",
                violation_error_code="given_on",
                violation_error_message="Ett sådant samtycke gäller redan.",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "kind", "purpose", "agencies"],
                condition=Q(withdrawn_on=None, valid_until=None, kind__in=SHARED_KINDS),
                name="consent_is_open_once_for_a_purpose",
                violation_error_code="purpose",
                violation_error_message="Ett sådant samtycke gäller redan.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("given_on")),
                name="consent_valid_after_given",
                violation_error_code="valid_until",
                violation_error_message="Samtycket kan inte sluta gälla före dagen det gavs.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ConsentKind.SUS) | Q(valid_until=None),
                name="consent_to_sus_has_no_last_day",
                violation_error_code="valid_until",
                violation_error_message="Samtycket till SUS gäller hela inskrivningen.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ConsentKind.SUS) | ~Q(way=ConsentWay.ORAL),
                name="consent_to_sus_is_written",
                violation_error_code="way",
                violation_error_message="Samtycket till SUS ska vara skriftligt.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=SHARED_KINDS) | ~Q(agencies=[]),
                name="consent_names_who_may_share",
                violation_error_code="agencies",
                violation_error_message="Välj vilka som får ta del av uppgifterna.",
            ),
            plain_text_constraint("consent", "text_version", may_be_empty=True),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def holds_on(self, day: date) -> bool:
        """Tell whether it has been given, and has neither ended nor been withdrawn, on the day."""
        if self.given_on > day or (self.valid_until is not None and self.valid_until < day):
            return False
        return self.withdrawn_on is None or self.withdrawn_on > day

    @property
    def scope_text(self) -> str:
        """Who, what for and how long: `kommunen · planera stödet · till och med 2021-12-31`."""
        parts = [Agency(code).label for code in self.agencies]
        if self.purpose:
            parts.append(self.get_purpose_display())
        if self.valid_until:
            parts.append(f"till och med {self.valid_until}")
        return " · ".join(parts)


@tracked()
class Disclosure(models.Model):
    """Something told or handed to another party, by letter, telephone or in a meeting: what, to
    whom, when, and the consent that allowed it (docs/domain.md §6.4).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="disclosures"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    consent = models.ForeignKey(
        Consent, models.PROTECT, verbose_name="samtycke", related_name="disclosures"
    )
    agency = models.CharField("till", max_length=20, choices=Agency)
    content = free_text("vad", place="participants_disclosure.content", most=200)
    disclosed_on = models.DateField("dag")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"consent", "agency", "disclosed_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", "content"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "utlämnande"
        verbose_name_plural = "utlämnanden"
        constraints = [
            encrypted_constraint("disclosure", "content"),
        ]

    def __str__(self) -> str:
        return f"{self.content} till {self.get_agency_display()}"
