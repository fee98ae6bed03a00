"""The mapping of a participant's areas of life (docs/domain.md §5.1)."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from interventions.life_areas.enums import Priority
from mia.access.fields import EncryptedTextField, encrypted_constraint, free_text
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, plain_text_constraint
from participants.codes.models import Code
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

TEXT_LENGTH = 600  # characters
TEXTS = ("strength", "problem", "wish")
LOWEST, HIGHEST = 1, 10


@tracked()
class LifeArea(Code):
    """An area of life that is mapped: a list that administrators edit."""

    class Meta:
        verbose_name = "livsområde"
        verbose_name_plural = "livsområden"
        constraints = [
            plain_text_constraint("lifearea", "code"),
            plain_text_constraint("lifearea", "label"),
        ]


class AreaRecordQuerySet(ScopedQuerySet):
    """What was mapped is read by those who work with the participant, as notes are."""

    permission = Permission.READ_NOTES


def area_text(label: str, column: str) -> EncryptedTextField:
    place = f"interventions_arearecord.{column}"
    return free_text(label, place=place, most=TEXT_LENGTH, is_optional=True)


@tracked()
class AreaRecord(models.Model):
    """What one area of life was like on one day. `rating` is the participant's own, 1–10.

    The rows of an area are its history: a later mapping is a new row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="area_records"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    area = models.ForeignKey(
        LifeArea, models.PROTECT, verbose_name="livsområde", related_name="+", db_index=False
    )
    mapped_on = models.DateField("datum")
    rating = models.PositiveSmallIntegerField("egen skattning", null=True, blank=True)
    priority = models.CharField(
        "hur viktigt är det", max_length=10, choices=Priority, null=True, blank=True
    )
    strength = area_text("styrkor", "strength")
    problem = area_text("svårigheter", "problem")
    wish = area_text("deltagarens önskan", "wish")
    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = AreaRecordQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"mapped_on"}
    sensitive: ClassVar[set[str]] = {
        "is_protected",
        "area",
        "rating",
        "priority",
        *TEXTS,
    }
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "kartläggning av ett livsområde"
        verbose_name_plural = "kartläggningar av livsområden"
        constraints = [
            *[encrypted_constraint("arearecord", name) for name in TEXTS],
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(LOWEST, HIGHEST)),
                name="arearecord_rating_is_on_the_scale",
                violation_error_code="rating",
                violation_error_message="Skatta mellan 1 och 10.",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "area", "mapped_on"],
                name="arearecord_is_one_a_day",
                violation_error_code="mapped_on",
                violation_error_message=(
                    "Området är redan kartlagt den dagen. Öppna det och rätta det i stället."
                ),
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=False)
                | Q(priority__isnull=False)
                | Q(strength__isnull=False)
                | Q(problem__isnull=False)
                | Q(wish__isnull=False),
                name="arearecord_says_something",
                violation_error_code="rating",
                violation_error_message="Fyll i skattningen eller något av de andra fälten.",
            ),
        ]

    def __str__(self) -> str:
        return f"kartläggning {self.mapped_on:%Y-%m-%d}"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None
