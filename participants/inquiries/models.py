"""Questions between delprojekt about a person whom both have enrolled (docs/security.md §5)."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from mia.access.fields import encrypted_constraint, free_text
from mia.access.roles import Permission
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.inquiries.enums import InquiryOutcome
from participants.people.models import Participant
from participants.visibility import ScopedQuerySet, works_with

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff

TEXT_LENGTH = 2_000  # characters
NOT_TOLD = Q(text=None, consent=None, ground="")
TOLD = Q(text__isnull=False, consent__isnull=False) & ~Q(ground="")


class InquiryQuerySet(ScopedQuerySet):
    """Those that an enrolment is asked about, for those who work with it; as notes are."""

    permission = Permission.READ_NOTES

    def undecided(self) -> Self:
        return self.filter(outcome=InquiryOutcome.WAITING)

    def told_to(self, user: "Staff", enrolment: Enrolment) -> Self:
        """The answers that the enrolment's own delprojekt was given about its person, for those who
        work with the enrolment. What was refused, or not answered, is not among them.
        """
        if not works_with(user, enrolment, Permission.READ_NOTES):
            return self.none()
        answers = self.filter(
            participant=enrolment.participant_id,
            asking=enrolment.delprojekt_id,
            outcome=InquiryOutcome.TOLD,
        )
        return answers.audited()


class Inquiry(models.Model):
    """A question to those who are responsible for `enrolment`, from the delprojekt `asking`, which
    registers the same person. They are told that somebody there asks: not who, nor why.

    The rows are made by the database alone (app.ask_units): who asks does not learn whether there
    is anybody to ask.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="inquiries"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="deltagare", related_name="+"
    )
    asking = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt som frågar", related_name="+"
    )
    registered_at = models.DateTimeField("ställd")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="ställd av", related_name="+"
    )
    outcome = models.CharField(
        "läge", max_length=10, choices=InquiryOutcome, default=InquiryOutcome.WAITING
    )
    text = free_text(
        "det som får berättas",
        place="participants_inquiry.text",
        most=TEXT_LENGTH,
        is_optional=True,
    )
    ground = models.CharField("med vilket samtycke", max_length=200, blank=True)
    consent = models.ForeignKey(
        Consent, models.PROTECT, verbose_name="samtycke", null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="besvarad av",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = InquiryQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "asking",
        "outcome",
        "ground",
        "consent",
        "answered_at",
        "answered_by",
    }
    sensitive: ClassVar[set[str]] = {"is_protected", "text"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "fråga från ett annat delprojekt"
        verbose_name_plural = "frågor från andra delprojekt"
        indexes = [models.Index(fields=["participant", "asking"], name="inquiry_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "asking"],
                condition=Q(outcome=InquiryOutcome.WAITING),
                name="inquiry_waits_once",
                violation_error_message="Frågan är redan ställd.",
            ),
            models.CheckConstraint(
                condition=Q(outcome=InquiryOutcome.TOLD) & TOLD
                | ~Q(outcome=InquiryOutcome.TOLD) & NOT_TOLD,
                name="inquiry_tells_on_a_consent",
                violation_error_code="consent",
                violation_error_message="Välj samtycket, och skriv det som får berättas.",
            ),
            models.CheckConstraint(
                condition=Q(outcome=InquiryOutcome.WAITING, answered_at=None, answered_by=None)
                | ~Q(outcome=InquiryOutcome.WAITING)
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="inquiry_is_answered_by_somebody",
                violation_error_message="Ett svar har en dag och den som svarade.",
            ),
            encrypted_constraint("inquiry", "text"),
        ]

    def __str__(self) -> str:
        return f"fråga från {self.asking.name}, {self.get_outcome_display()}"
