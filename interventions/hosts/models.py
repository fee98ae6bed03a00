"""Hosts and employers, and the agreements about places with them (docs/domain.md §1.6, §5.5)."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from interventions.hosts.enums import HostKind, Meets
from mia.audit.history import tracked
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import (
    Delprojekt,
    Municipality,
    PeriodQuerySet,
    plain_text_constraint,
)

MOST_HOURS = 40  # a week (docs/domain.md §5.5)
# What an agreement can ask of a host.
CLAUSES = ("equality", "non_discrimination", "accessibility", "rotation")


def branches_field() -> ArrayField:
    """Codes of branches (participants.codes)."""
    return ArrayField(
        models.CharField(max_length=30), verbose_name="branscher", default=list, blank=True
    )


class HostQuerySet(models.QuerySet[Any]):
    def in_use(self, today: date) -> Self:
        """Those that take participants in."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=today))


@tracked()
class Host(models.Model):
    """An organisation that takes participants in, for every delprojekt.

    `organisation_number` is ten digits, NULL when it is not known or would be a person's own.
    `ended_on` is the last day on which it takes participants in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("namn", max_length=100)
    organisation_number = models.CharField(
        "organisationsnummer", max_length=10, null=True, blank=True
    )
    kind = models.CharField("slag", max_length=20, choices=HostKind)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name="kommun",
        null=True,
        blank=True,
        related_name="+",
    )
    branches = branches_field()
    languages = models.CharField("språk på arbetsplatsen", max_length=100, blank=True)
    least_hours = models.PositiveSmallIntegerField(
        "minst timmar i veckan",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    is_digital = models.BooleanField("kan ta emot på distans", default=False)
    contact_name = models.CharField("kontaktperson", max_length=100, blank=True)
    contact_telephone = models.CharField("telefon", max_length=30, blank=True)
    contact_email = models.EmailField("e-post", max_length=100, blank=True)
    ended_on = models.DateField("tar emot till och med", null=True, blank=True)

    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="registrerad av",
        null=True,
        related_name="+",
    )

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = "värd"
        verbose_name_plural = "värdar"
        constraints = [
            plain_text_constraint("host", "name"),
            plain_text_constraint("host", "languages", may_be_empty=True),
            plain_text_constraint("host", "contact_name", may_be_empty=True),
            models.UniqueConstraint(
                fields=["organisation_number"],
                name="host_is_registered_once",
                violation_error_code="organisation_number",
                violation_error_message=(
                    "Det finns redan en värd med det organisationsnumret. Sök efter den."
                ),
            ),
            models.CheckConstraint(
                condition=Q(organisation_number=None)
                | Q(organisation_number__regex=r"^\d{2}[2-9]\d{7}$"),
                name="host_number_is_no_persons",
                violation_error_code="organisation_number",
                violation_error_message="Ett organisationsnummer är tio siffror.",
            ),
            models.CheckConstraint(
                condition=Q(least_hours__gte=1, least_hours__lte=MOST_HOURS),
                name="host_hours_are_1_to_40",
                violation_error_code="least_hours",
                violation_error_message="Antalet timmar i veckan är 1–40.",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="host_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/vardar/{self.pk}/"


class AgreementQuerySet(PeriodQuerySet):
    def in_order(self) -> Self:
        """The latest first."""
        return self.order_by("-started_on", "reference", "pk")


@tracked()
class Agreement(models.Model):
    """An agreement of a delprojekt with a host about a number of places.

    `price` is kronor for a place and month, without VAT. The clauses say what the agreement asks
    of the host (horizontal principles, docs/domain.md §1.11). A new price is a new agreement.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    host = models.ForeignKey(Host, models.PROTECT, verbose_name="värd", related_name="agreements")
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    reference = models.CharField("avtalsnummer", max_length=40)
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med")
    places = models.PositiveSmallIntegerField(
        "platser", validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    price = models.PositiveIntegerField("kronor per plats och månad", null=True, blank=True)
    branches = branches_field()
    asks_equality = models.BooleanField("jämställdhet", default=False)
    asks_non_discrimination = models.BooleanField("icke-diskriminering", default=False)
    asks_accessibility = models.BooleanField("tillgänglighet", default=False)
    asks_rotation = models.BooleanField("byte av arbetsuppgifter", default=False)

    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    # What the database's own rules refuse (interventions/sql/functions/keep_agreement_days.sql).
    trigger_messages: ClassVar[dict[str, str]] = {
        "agreement_starts_before_placements": (
            "En placering enligt avtalet började före den dagen. Ange en tidigare dag."
        ),
        "agreement_starts_before_follow_ups": (
            "Avtalet är uppföljt före den dagen. Ange en tidigare dag."
        ),
        "agreement_ends_after_placements": (
            "En placering enligt avtalet började efter den dagen. Ange en senare dag."
        ),
        "agreement_ends_after_attendance": (
            "Närvaro enligt avtalet är registrerad efter den dagen. Ange en senare dag."
        ),
    }
    trigger_fields: ClassVar[dict[str, str]] = {
        "agreement_starts_before_placements": "started_on",
        "agreement_starts_before_follow_ups": "started_on",
        "agreement_ends_after_placements": "ended_on",
        "agreement_ends_after_attendance": "ended_on",
    }
    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "avtal om platser"
        verbose_name_plural = "avtal om platser"
        constraints = [
            plain_text_constraint("agreement", "reference"),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="agreement_ends_after_start",
                violation_error_code="ended_on",
                violation_error_message="Slutdatumet kan inte ligga före startdatumet.",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=500),
                name="agreement_has_places",
                violation_error_code="places",
                violation_error_message="Ett avtal gäller 1–500 platser.",
            ),
            models.UniqueConstraint(
                fields=["host", "reference", "started_on"],
                name="agreement_is_registered_once",
                violation_error_code="reference",
                violation_error_message="Avtalet är redan registrerat från den dagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"avtal {self.reference}"

    @property
    def clauses(self) -> list[str]:
        """What the agreement asks for, in words."""
        words = []
        for field in self._meta.fields:
            if field.name.startswith("asks_") and getattr(self, field.name):
                words.append(str(field.verbose_name))
        return words


def meets_field(label: str) -> models.CharField:
    return models.CharField(label, max_length=10, choices=Meets, blank=True)


@tracked()
class AgreementFollowUp(models.Model):
    """A follow-up of what an agreement asks of the host, and what is to be done (docs/domain.md
    §1.11).

    Nothing in it is about a participant. `done_on` is the day on which the action was done.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name="avtal", related_name="follow_ups"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    held_on = models.DateField("datum")
    equality = meets_field("jämställdhet")
    non_discrimination = meets_field("icke-diskriminering")
    accessibility = meets_field("tillgänglighet")
    rotation = meets_field("byte av arbetsuppgifter")
    remarks = models.CharField("iakttagelser", max_length=300, blank=True)
    action = models.CharField("åtgärd", max_length=300, blank=True)
    due_on = models.DateField("åtgärden klar senast", null=True, blank=True)
    done_on = models.DateField("åtgärden klar", null=True, blank=True)

    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = models.Manager()

    class Meta:
        verbose_name = "uppföljning av avtal"
        verbose_name_plural = "uppföljningar av avtal"
        constraints = [
            plain_text_constraint("agreementfollowup", "remarks", may_be_empty=True),
            plain_text_constraint("agreementfollowup", "action", may_be_empty=True),
            models.UniqueConstraint(
                fields=["agreement", "held_on"],
                name="agreementfollowup_is_one_a_day",
                violation_error_code="held_on",
                violation_error_message="Avtalet är redan uppföljt den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, done_on=None) | ~Q(action=""),
                name="agreementfollowup_dates_an_action",
                violation_error_code="action",
                violation_error_message="Skriv vilken åtgärd dagen gäller.",
            ),
        ]

    def __str__(self) -> str:
        return f"uppföljning {self.held_on:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return bool(self.action) and self.done_on is None

    @property
    def missing(self) -> list[str]:
        """What the agreement asks for and the host did not wholly meet that day, in words."""
        words = []
        for name in CLAUSES:
            if getattr(self.agreement, f"asks_{name}") and getattr(self, name) != Meets.YES:
                answer = getattr(self, f"get_{name}_display")() or "inte bedömt"
                field: Any = self._meta.get_field(name)
                words.append(f"{field.verbose_name} ({answer})")
        return words
