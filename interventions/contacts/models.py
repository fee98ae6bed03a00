"""A contact: entered once, read by the timeline, the attendance report and ESF's hours."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import Func, Q

from interventions.contacts.enums import Channel, Outcome
from interventions.methods.enums import Method
from mia.access.fields import EncryptedTextField
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, NOTES, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, plain_text_constraint
from participants.codes.models import Code
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

NOTE_LENGTH = 20_000  # characters
LOGGED_ONCE = "contact_is_logged_once"

# The rule stands in interventions/sql/functions/is_participation_time.sql.
IS_PARTICIPATION_TIME = Q(
    Func(
        "outcome",
        "channel",
        function="app.is_participation_time",
        output_field=models.BooleanField(),
    )
)


class ContactQuerySet(ScopedQuerySet):
    def participation(self) -> Self:
        """Contacts whose minutes are participation time (docs/formats.md §2)."""
        return self.filter(IS_PARTICIPATION_TIME)

    def between(self, first: date, last: date) -> Self:
        """Both days inclusive."""
        return self.filter(held_on__range=(first, last))


class NoteQuerySet(ScopedQuerySet):
    """Notes have a permission of their own: coordinators see contacts, but no notes."""

    permission = Permission.READ_NOTES


@tracked()
class Topic(Code):
    """What a contact was about (docs/domain.md §5.1): neutral words that administrators edit."""

    class Meta:
        verbose_name = "ämne"
        verbose_name_plural = "ämnen"
        constraints = [
            plain_text_constraint("topic", "code"),
            plain_text_constraint("topic", "label"),
        ]


@tracked()
class Contact(models.Model):
    """One contact with, or about, a participant. `minutes` of contact; what counts as ESF hours:
    docs/formats.md §2.

    `ordinal` tells contacts apart that are alike in all that a file recognises a contact by
    (docs/formats.md §3): a second call to the same person on the same day. `topics` are codes of
    Topic.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment,
        models.PROTECT,
        verbose_name="inskrivning",
        related_name="contacts",
        db_index=False,  # contact_timeline
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    held_on = models.DateField("datum")
    started_at = models.TimeField("starttid", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minuter", validators=[MaxValueValidator(1440)])
    channel = models.CharField("kontaktsätt", max_length=12, choices=Channel)
    outcome = models.CharField("utfall", max_length=12, choices=Outcome, default=Outcome.HELD)
    method = models.CharField("metod", max_length=10, choices=Method, null=True, blank=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="handledare",
        null=True,
        blank=True,
        related_name="contacts",
    )
    topics = ArrayField(
        models.CharField(max_length=30),
        verbose_name="ämnen",
        default=list,
        db_default=[],
        blank=True,
    )
    ordinal = models.PositiveSmallIntegerField(
        "nummer bland likadana", default=1, db_default=1, editable=False
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
    corrected_at = models.DateTimeField("rättad", null=True, editable=False)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="rättad av",
        null=True,
        related_name="+",
        editable=False,
    )

    objects = ContactQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "held_on",
        "started_at",
        "minutes",
        "channel",
        "outcome",
        "method",
        "staff",
    }
    sensitive: ClassVar[set[str]] = {"is_protected", "topics"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"held_on", "minutes", "channel", "outcome"}), numbered=("ordinal", "enrolment")
    )

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakter"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "held_on", "started_at", "channel", "staff", "ordinal"],
                name=LOGGED_ONCE,
                nulls_distinct=False,
                violation_error_message="Det finns redan en likadan kontakt den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=1440),
                name="contact_fits_in_a_day",
                violation_error_code="minutes",
                violation_error_message="En kontakt kan vara högst 1 440 minuter, ett dygn.",
            ),
            models.CheckConstraint(
                condition=~IS_PARTICIPATION_TIME | Q(minutes__gte=1),
                name="contact_held_has_minutes",
                violation_error_code="minutes",
                violation_error_message="En genomförd kontakt är minst en minut.",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at=None, corrected_by=None)
                | Q(corrected_at__isnull=False, corrected_by__isnull=False),
                name="contact_corrected_by_and_at",
                violation_error_message="Rättad av och rättad när hör ihop.",
            ),
        ]
        indexes = [
            models.Index(fields=["enrolment", "-held_on", "-id"], name="contact_timeline"),
            models.Index(
                fields=["delprojekt", "held_on"],
                include=["enrolment", "minutes"],
                name="contact_participation_time",
                condition=IS_PARTICIPATION_TIME,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.held_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/kontakter/{self.pk}/"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too, else None: a page of the case, which
        loads contacts alone, has recorded the view of the participant already.
        """
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None

    def is_follow_up_of(self, enrolment: Enrolment) -> bool:
        """Whether the contact took place after the last day of the enrolment."""
        return enrolment.has_ended_before(self.held_on)


@tracked()
class Note(models.Model):
    """The text about a contact, in a table of its own: coordinators and exports never read it."""

    contact = models.OneToOneField(
        Contact, models.CASCADE, primary_key=True, verbose_name="kontakt", related_name="note"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="+"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    text = EncryptedTextField(
        "anteckning",
        validators=[MaxLengthValidator(NOTE_LENGTH)],
        bound_to="contact_id",
        place="interventions_note.text",
    )

    objects = NoteQuerySet.as_manager()
    personal: ClassVar[set[str]] = set()
    sensitive: ClassVar[set[str]] = {"text", "is_protected"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "anteckning"
        verbose_name_plural = "anteckningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=r"^\d+\.[A-Za-z0-9+/]{40,}={0,2}$"),
                name="note_is_encrypted",
                violation_error_code="text",
                violation_error_message="En anteckning sparas krypterad.",
            )
        ]

    def __str__(self) -> str:
        return "anteckning"

    @classmethod
    def plain_text(cls, contact: UUID, ciphertext: str) -> str:
        """The text of a contact's note, of what `values()` gives.

        Raises ValueError for the note of another contact.
        """
        return cls.text_field().decrypt(ciphertext, contact)

    @classmethod
    def text_field(cls) -> EncryptedTextField:
        """The field itself, which encrypts and decrypts."""
        field: Any = cls._meta.get_field("text")
        return field
