"""Emergency openings: somebody who is not named opens a protected case, for three hours."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from mia.access.fields import encrypted_constraint, free_text
from mia.access.querysets import AuditedQuerySet
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.people.models import Participant

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTH = timedelta(hours=3)


class EmergencyOpeningQuerySet(AuditedQuerySet):
    def visible_to(self, user: Staff) -> Self:
        """Return one's own, and those of the delprojekt where one reviews them."""
        reviewed: Iterable[int] = user.scope.delprojekt_with(Permission.REVIEW_EMERGENCY)
        return self.filter(Q(staff=user) | Q(delprojekt__in=reviewed)).audited()

    def running(self) -> Self:
        """Return those that open their case now, by the database's clock."""
        return self.filter(ends_at__gt=Now())

    def unreviewed(self) -> Self:
        return self.filter(reviewed_at=None)


@tracked()
class EmergencyOpening(models.Model):
    """One opening. The database sets who, when and how long (copy_emergency.sql), and the alias
    that stands for the person where the opening is reviewed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="emergency_openings"
    )
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="deltagare", related_name="+"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    alias = models.CharField("alias", max_length=12)
    staff = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="öppnad av", related_name="emergency_openings"
    )
    reason = free_text("skäl", place="participants_emergencyopening.reason", most=1000)
    opened_at = models.DateTimeField("öppnad")
    ends_at = models.DateTimeField("öppen till")
    reviewed_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="granskad av", related_name="+", null=True, blank=True
    )
    reviewed_at = models.DateTimeField("granskad", null=True, blank=True)
    is_justified = models.BooleanField("befogad", null=True, blank=True)
    comment = free_text(
        "kommentar", place="participants_emergencyopening.comment", most=1000, is_optional=True
    )

    objects = EmergencyOpeningQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"alias", "staff", "opened_at", "ends_at"}
    sensitive: ClassVar[set[str]] = {"reason", "comment", "is_justified"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "nödöppning"
        verbose_name_plural = "nödöppningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("opened_at") + LENGTH),
                name="emergencyopening_ends_within_three_hours",
                violation_error_message="En nödöppning gäller i högst tre timmar.",
            ),
            encrypted_constraint("emergencyopening", "reason"),
            encrypted_constraint("emergencyopening", "comment"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | (~Q(reviewed_by=F("staff")) & Q(reviewed_at__isnull=False)),
                name="emergencyopening_is_reviewed_by_another",
                violation_error_message="Någon annan än den som öppnade ärendet ska granska.",
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "ends_at"], name="emergencyopening_by_staff"),
            models.Index(fields=["delprojekt", "reviewed_at"], name="emergencyopening_to_review"),
        ]

    def __str__(self) -> str:
        return f"nödöppning {self.alias}"

    @property
    def participant_key(self) -> UUID:
        return self.participant_id

    def is_running(self, now: datetime) -> bool:
        return bool(self.ends_at > now)
