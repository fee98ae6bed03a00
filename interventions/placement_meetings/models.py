"""Meetings of three parties about a placement: participant, host and MIA (docs/domain.md §5.5)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from interventions.placements.models import Placement
from mia.access.fields import EncryptedTextField, encrypted_constraint, free_text
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, plain_text_constraint
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

TEXT_LENGTH = 2_000
TEXTS = ("summary", "next_step")


class PlacementMeetingQuerySet(ScopedQuerySet):
    permission = Permission.READ_NOTES


def meeting_text(label: str, column: str, *, is_optional: bool = False) -> EncryptedTextField:
    place = f"interventions_placementmeeting.{column}"
    return free_text(label, place=place, most=TEXT_LENGTH, is_optional=is_optional)


@tracked()
class PlacementMeeting(models.Model):
    """A meeting about a placement, with what was agreed. Read by those who read notes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    placement = models.ForeignKey(
        Placement, models.PROTECT, verbose_name="placering", related_name="meetings"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="placement_meetings"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    held_on = models.DateField("datum")
    attendees = models.CharField("de som var med", max_length=200)
    summary = meeting_text("sammanfattning", "summary")
    next_step = meeting_text("nästa steg", "next_step", is_optional=True)
    next_on = models.DateField("nästa träff", null=True, blank=True)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = PlacementMeetingQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"held_on", "attendees", "next_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", *TEXTS}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "träff om en placering"
        verbose_name_plural = "träffar om placeringar"
        constraints = [
            plain_text_constraint("placementmeeting", "attendees"),
            models.UniqueConstraint(
                fields=["placement", "held_on"],
                name="placementmeeting_is_one_a_day",
                violation_error_code="held_on",
                violation_error_message="Det finns redan en träff den dagen.",
            ),
            *[encrypted_constraint("placementmeeting", name) for name in TEXTS],
        ]
        indexes = [
            models.Index(fields=["enrolment", "held_on"], name="placementmeeting_by_enrolment")
        ]

    def __str__(self) -> str:
        return f"träff {self.held_on:%Y-%m-%d}"
