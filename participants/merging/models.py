"""Which registration of a person has been merged into which, with the map that takes it back."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mia.access.querysets import AuditedQuerySet
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from participants.people.models import Participant

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


class PersonMergeQuerySet(AuditedQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        """Return those into a person with at least one enrolment that the user sees."""
        enrolments = apps.get_model("participants", "Enrolment").objects.visible_to(user)
        return self.filter(kept__in=enrolments.values("participant_id")).audited()

    def in_force(self) -> Self:
        return self.filter(undone_at=None)


class PersonMerge(models.Model):
    """One merge. `absorbed` stays as the person's former key, without a row of its own elsewhere.

    `details` is the map: which rows were moved, by table and key, and what the two persons were
    before. The database writes it (participants/sql/functions/merge_persons.sql).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    absorbed = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="gick upp i", related_name="+"
    )
    kept = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="finns kvar", related_name="+"
    )
    details: "models.JSONField[Any, Any]" = models.JSONField("vad som ändrades")
    merged_at = models.DateTimeField("sammanslagen")
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="sammanslagen av", related_name="+"
    )
    undone_at = models.DateTimeField("återtagen", null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="återtagen av",
        null=True,
        related_name="+",
    )

    objects = PersonMergeQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"details", "merged_at", "merged_by", "undone_at", "undone_by"}
    sensitive: ClassVar[set[str]] = set()
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "sammanslagning"
        verbose_name_plural = "sammanslagningar"
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="personmerge_is_of_two"),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at=None),
                name="personmerge_absorbs_once",
                violation_error_message="Registreringen är redan sammanslagen med en annan.",
            ),
        ]

    def __str__(self) -> str:
        return f"sammanslagning {self.merged_at:%Y-%m-%d}"

    @property
    def participant_key(self) -> UUID:
        return self.kept_id

    @property
    def former_name(self) -> str:
        """The name of the registration that went up in the other."""
        name: str = self.details["name"]
        return name
