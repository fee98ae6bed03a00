"""Handovers: what moved from whom to whom, and the short text that goes with a case."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from mia.access.fields import EncryptedTextField
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

TEXT_LENGTH = 600
TEXTS = ("goal", "next_step", "what_works", "open_matters")
# As encrypted_constraint, but an empty text is stored encrypted too: 39 characters and "=".
ENCRYPTED = r"^\d+\.[A-Za-z0-9+/]{38,}={0,2}$"


class HandoverNoteQuerySet(ScopedQuerySet):
    permission = Permission.READ_NOTES


def handover_text(label: str, column: str) -> EncryptedTextField:
    return EncryptedTextField(
        label,
        blank=True,
        validators=[MaxLengthValidator(TEXT_LENGTH)],
        bound_to="enrolment_id",
        place=f"interventions_handovernote.{column}",
    )


@tracked()
class HandoverNote(models.Model):
    """What the next worker has to know about a case. One for an enrolment; the history keeps the
    former texts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="handover_note"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    goal = handover_text("mål", "goal")
    next_step = handover_text("nästa steg", "next_step")
    what_works = handover_text("det som fungerar", "what_works")
    open_matters = handover_text("det som är öppet", "open_matters")
    version = models.PositiveIntegerField("version", default=1)
    written_at = models.DateTimeField("skriven")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="skriven av", related_name="+"
    )

    objects = HandoverNoteQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"written_at", "written_by"}
    sensitive: ClassVar[set[str]] = {"is_protected", *TEXTS}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "överlämningstext"
        verbose_name_plural = "överlämningstexter"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    goal__regex=ENCRYPTED,
                    next_step__regex=ENCRYPTED,
                    what_works__regex=ENCRYPTED,
                    open_matters__regex=ENCRYPTED,
                ),
                name="handovernote_is_encrypted",
                violation_error_code="goal",
                violation_error_message="En överlämning sparas krypterad.",
            )
        ]

    def __str__(self) -> str:
        return "överlämning"

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Label and text of what is filled in."""
        rows = []
        for name in TEXTS:
            text = getattr(self, name)
            if text:
                rows.append((_label_of(name), text))
        return rows


def _label_of(name: str) -> str:
    field: Any = HandoverNote._meta.get_field(name)
    return str(field.verbose_name)


@tracked()
class CaseHandover(models.Model):
    """One case that moved. Those of one handover have the same `batch`.

    `methods` are the keys of the methods that moved with it: the same are moved back when it is
    undone. `new_assignment` is empty when the successor was responsible already, or when undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.UUIDField("överlämning")
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="handovers"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    former = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="från", related_name="+"
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="till", related_name="+"
    )
    former_assignment = models.ForeignKey(
        Assignment, models.PROTECT, verbose_name="tidigare ansvar", related_name="+"
    )
    new_assignment = models.ForeignKey(
        Assignment,
        models.PROTECT,
        verbose_name="nytt ansvar",
        null=True,
        blank=True,
        related_name="+",
    )
    methods = ArrayField(models.UUIDField(), verbose_name="metodinsatser", default=list, blank=True)
    handed_over_at = models.DateTimeField("överlämnad")
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="överlämnad av", related_name="+"
    )
    undone_at = models.DateTimeField("ångrad", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="ångrad av",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "batch",
        "former",
        "successor",
        "former_assignment",
        "new_assignment",
        "methods",
        "handed_over_at",
        "handed_over_by",
        "undone_at",
        "undone_by",
    }
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "överlämnat ärende"
        verbose_name_plural = "överlämnade ärenden"
        constraints = [
            models.CheckConstraint(
                condition=~Q(successor=F("former")),
                name="casehandover_has_another_successor",
                violation_error_code="successor",
                violation_error_message="Välj någon annan än den som lämnar över.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="casehandover_is_undone_by_somebody",
                violation_error_message="Den som ångrar ska anges.",
            ),
        ]
        indexes = [models.Index(fields=["batch"], name="casehandover_by_batch")]

    def __str__(self) -> str:
        return f"överlämning {self.handed_over_at:%Y-%m-%d}"
