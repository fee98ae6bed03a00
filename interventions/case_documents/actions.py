"""Writes about documents: keep a version, and open one."""

import base64
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.case_documents import queries
from interventions.case_documents.enums import MOST_BYTES, media_type_of
from interventions.case_documents.models import CaseDocument, DocumentReading
from mia import audit
from mia.access import saving
from mia.access.saving import KeyTaken
from mia.core.uuid7 import uuid7
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

NOT_KEPT = "Filen ska vara PDF, JPEG, PNG eller Word (.docx) utan makron."
TOO_LARGE = "Filen är för stor. Ett dokument är högst 2 MB."
GONE = "Dokumentet finns inte längre. Välj igen."


@transaction.atomic
def keep(
    enrolment: Enrolment,
    *,
    by: Staff,
    key: UUID,
    title: str,
    content: bytes,
    document: UUID | None = None,
) -> CaseDocument:
    """Keep a file with the case, or a new version of a document, and return the version.

    `key` is the form's own key of the row: the form sent twice keeps one version. Raises
    ValidationError, at `file` for what is no such file or too large.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError({"file": TOO_LARGE})
    media_type = media_type_of(content)
    if media_type is None:
        raise ValidationError({"file": NOT_KEPT})
    ordinal = 1
    if document is not None:
        former = queries.newest_version(by, enrolment, document)
        if former is None:
            raise ValidationError({"document": GONE})
        ordinal = former.ordinal + 1
    version = CaseDocument(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        document=document or uuid7(),
        ordinal=ordinal,
        title=title,
        media_type=media_type,
        size=len(content),
        content=base64.b64encode(content).decode(),
        registered_by=by,
    )
    try:
        saving.store(version)
    except KeyTaken:
        return _kept_before(version, enrolment, document, by=by)
    audit.record_event(audit.Action.WRITE, "document.kept", enrolment.participant_id, by=by.pk)
    return version


def _kept_before(
    version: CaseDocument, enrolment: Enrolment, document: UUID | None, *, by: Staff
) -> CaseDocument:
    """The version that the same form has kept. Raises KeyTaken when it holds something else."""
    rows = CaseDocument.objects.visible_in(by, enrolment).filter(pk=version.pk, registered_by=by)
    existing: CaseDocument | None = rows.first()
    if existing is None or document not in (None, existing.document):
        raise KeyTaken
    if (existing.title, existing.content) != (version.title, version.content):
        raise KeyTaken
    return existing


@transaction.atomic
def open_document(version: CaseDocument, *, by: Staff, at: datetime) -> bytes:
    """Return the file; who opened it, and when, is kept with the document."""
    reading = DocumentReading(
        version=version,
        enrolment_id=version.enrolment_id,
        delprojekt_id=version.delprojekt_id,
        read_at=at,
        read_by=by,
    )
    saving.store(reading)
    participant = version.enrolment.participant_id
    audit.record_event(audit.Action.READ, "document.opened", participant, by=by.pk)
    return base64.b64decode(version.content)
