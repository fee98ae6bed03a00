"""A document of a case, and who has opened it."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from interventions.case_documents.enums import ENDINGS, MOST_BYTES, MediaType
from mia.access.fields import EncryptedTextField, encrypted_constraint, free_text
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

TITLE_LENGTH = 100  # characters


class CaseDocumentQuerySet(ScopedQuerySet):
    """Read by those who work with the participant, as notes are."""

    permission = Permission.READ_NOTES


@tracked("content")
class CaseDocument(models.Model):
    """One version of a document; never changed. Versions of the same have the same `document`.

    `content` is the file in base64, `size` its bytes. The file's own name is forgotten: it may name
    somebody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="case_documents"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    document = models.UUIDField("dokument", editable=False)
    ordinal = models.PositiveSmallIntegerField("version")
    title = free_text("rubrik", place="interventions_casedocument.title", most=TITLE_LENGTH)
    media_type = models.CharField("slag", max_length=4, choices=MediaType)
    size = models.PositiveIntegerField("byte")
    content = EncryptedTextField(
        "innehåll", bound_to="id", place="interventions_casedocument.content"
    )
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="sparad av", related_name="+"
    )

    objects = CaseDocumentQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"document", "media_type", "size"}
    sensitive: ClassVar[set[str]] = {"is_protected", "title", "content"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokument"
        constraints = [
            encrypted_constraint("casedocument", "title"),
            encrypted_constraint("casedocument", "content"),
            models.UniqueConstraint(
                fields=["document", "ordinal"],
                name="casedocument_has_one_of_each_version",
                violation_error_message="Någon har just sparat en ny version. Försök igen.",
            ),
            models.CheckConstraint(
                condition=Q(size__range=(1, MOST_BYTES)),
                name="casedocument_is_not_too_large",
                violation_error_code="file",
                violation_error_message="Ett dokument är högst 2 MB.",
            ),
        ]

    def __str__(self) -> str:
        return f"dokument, version {self.ordinal}"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None

    @property
    def file_name(self) -> str:
        """It says nothing about a person."""
        return f"dokument-version-{self.ordinal}.{ENDINGS[self.media_type]}"

    @property
    def kilobytes(self) -> int:
        """At least one."""
        return max(1, round(self.size / 1024))


@tracked()
class DocumentReading(models.Model):
    """Somebody opened a version of a document."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(
        CaseDocument, models.CASCADE, verbose_name="dokument", related_name="readings"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="+"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    read_at = models.DateTimeField("öppnat")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="öppnat av", related_name="+"
    )

    objects = CaseDocumentQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"read_at", "read_by"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "läsning av dokument"
        verbose_name_plural = "läsningar av dokument"

    def __str__(self) -> str:
        return f"läst {self.read_at:%Y-%m-%d}"
