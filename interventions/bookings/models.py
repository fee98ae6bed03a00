"""A booked meeting: entered once, it becomes the contact."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from interventions.bookings.rules import LONGEST, Meeting
from interventions.contacts.enums import Channel
from interventions.contacts.models import Contact
from mia.access.fields import EncryptedTextField, encrypted_constraint
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

PLACE_LENGTH = 100  # characters
BOOKED_CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.MESSAGE]


class BookingQuerySet(ScopedQuerySet):
    """A booking is read by those who work with the participant, as notes are."""

    permission = Permission.READ_NOTES


@tracked()
class Booking(Meeting, models.Model):
    """A meeting to come with, or about, a participant. Those that recur have the same `series`.

    `contact` is what became of it. Cancelled ones stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="bookings"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    held_on = models.DateField("datum")
    starts_at = models.TimeField("tid")
    minutes = models.PositiveSmallIntegerField(
        "minuter", validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    channel = models.CharField("hur", max_length=12, choices=BOOKED_CHANNELS)
    place = EncryptedTextField(
        "plats",
        null=True,
        blank=True,
        validators=[MaxLengthValidator(PLACE_LENGTH)],
        bound_to="id",
        place="interventions_booking.place",
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="handläggare", related_name="+"
    )
    series = models.UUIDField("serie", null=True, blank=True, editable=False)
    cancelled_on = models.DateField("avbokad", null=True, blank=True)
    contact = models.OneToOneField(
        Contact,
        models.SET_NULL,
        verbose_name="kontakt",
        null=True,
        blank=True,
        related_name="booking",
    )
    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = BookingQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "held_on",
        "starts_at",
        "minutes",
        "channel",
        "staff",
        "series",
        "cancelled_on",
    }
    sensitive: ClassVar[set[str]] = {"is_protected", "place"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "bokning"
        verbose_name_plural = "bokningar"
        constraints = [
            encrypted_constraint("booking", "place"),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | Q(contact=None),
                name="booking_is_held_or_cancelled",
                violation_error_message="En avbokad tid blir ingen kontakt.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST)),
                name="booking_fits_in_a_working_day",
                violation_error_code="minutes",
                violation_error_message="En bokning är 1–480 minuter.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["staff", "held_on"],
                name="booking_of_staff",
                condition=Q(cancelled_on=None, contact=None),
            ),
            models.Index(
                fields=["enrolment", "held_on"],
                name="booking_of_enrolment",
                condition=Q(cancelled_on=None, contact=None),
            ),
        ]

    def __str__(self) -> str:
        return f"bokning {self.held_on:%Y-%m-%d} kl. {self.starts_at:%H:%M}"

    def get_absolute_url(self) -> str:
        return f"/bokningar/{self.pk}/"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None

    @property
    def is_open(self) -> bool:
        return self.cancelled_on is None and self.contact_id is None
