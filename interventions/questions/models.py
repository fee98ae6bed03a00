"""A question about a contact, and its answer."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from interventions.contacts.models import Contact
from mia.access.fields import encrypted_constraint, free_text
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

TEXT_LENGTH = 1000  # characters
WITH_ITS_ANSWER = Q(answer=None, answered_at=None, answered_by=None) | Q(
    answer__isnull=False, answered_at__isnull=False, answered_by__isnull=False
)


class QuestionQuerySet(ScopedQuerySet):
    """Read by those who work with the participant, as notes are."""

    permission = Permission.READ_NOTES


@tracked()
class ContactQuestion(models.Model):
    """Open until it is answered. It stays without its contact when that is deleted, and is about
    it again when it is restored.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name="kontakt", null=True, related_name="questions"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="contact_questions"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    text = free_text("fråga", place="interventions_contactquestion.text", most=TEXT_LENGTH)
    asked_at = models.DateTimeField("ställd", auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="ställd av",
        related_name="+",
        db_index=False,  # contactquestion_answered
    )
    answer = free_text(
        "svar", place="interventions_contactquestion.answer", most=TEXT_LENGTH, is_optional=True
    )
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="besvarad av",
        null=True,
        related_name="+",
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = QuestionQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"asked_at", "asked_by", "answered_at", "answered_by"}
    sensitive: ClassVar[set[str]] = {"is_protected", "text", "answer"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "fråga om en kontakt"
        verbose_name_plural = "frågor om kontakter"
        indexes = [
            models.Index(
                fields=["enrolment"], name="contactquestion_open", condition=Q(answered_at=None)
            ),
            models.Index(fields=["asked_by", "answered_at"], name="contactquestion_answered"),
        ]
        constraints = [
            encrypted_constraint("contactquestion", "text"),
            encrypted_constraint("contactquestion", "answer"),
            models.CheckConstraint(
                condition=WITH_ITS_ANSWER,
                name="contactquestion_is_answered_by_somebody",
                violation_error_message="Ett svar, vem som svarade och när hör ihop.",
            ),
        ]

    def __str__(self) -> str:
        return f"fråga {self.asked_at:%Y-%m-%d}"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None
