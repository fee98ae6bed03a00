"""Contacts that were deleted. What they held is in the change history."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from interventions.removals.enums import RemovalReason
from mia.access.fields import encrypted_constraint, free_text
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

RESTORED_WITHIN = timedelta(days=30)


class ContactRemovalQuerySet(ScopedQuerySet):
    """The explanation is a free text, as a note is."""

    permission = Permission.READ_NOTES


@tracked()
class ContactRemoval(models.Model):
    """One deletion of a contact. `contact` is the key that the contact had and gets back.

    The row holds what names the contact; the rest is read from the change history when it is
    restored. `had_note` says whether a note was deleted with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.UUIDField("kontakt", editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="contact_removals"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    held_on = models.DateField("datum")
    had_note = models.BooleanField("hade en anteckning", default=False)
    reason = models.CharField("varför", max_length=20, choices=RemovalReason)
    explanation = free_text(
        "förklaring", place="interventions_contactremoval.explanation", most=200, is_optional=True
    )
    removed_at = models.DateTimeField("borttagen")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="borttagen av", related_name="+"
    )
    restored_at = models.DateTimeField("återställd", null=True, blank=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="återställd av",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ContactRemovalQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "held_on",
        "had_note",
        "removed_at",
        "removed_by",
        "restored_at",
        "restored_by",
    }
    sensitive: ClassVar[set[str]] = {"is_protected", "reason", "explanation"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "borttagen kontakt"
        verbose_name_plural = "borttagna kontakter"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=RemovalReason.OTHER) | Q(explanation__isnull=False),
                name="contactremoval_is_explained",
                violation_error_code="explanation",
                violation_error_message="Skriv varför kontakten tas bort.",
            ),
            encrypted_constraint("contactremoval", "explanation"),
            models.CheckConstraint(
                condition=Q(restored_at=None, restored_by=None)
                | Q(restored_at__isnull=False, restored_by__isnull=False),
                name="contactremoval_is_restored_by_somebody",
                violation_error_message="Den som återställer ska anges.",
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(restored_at=None),
                name="contactremoval_is_one_at_a_time",
                violation_error_message="Kontakten är redan borttagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"borttagen kontakt {self.held_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/borttagna-kontakter/{self.pk}/"

    def is_restorable(self, now: datetime) -> bool:
        return self.restored_at is None and now - self.removed_at <= RESTORED_WITHIN
