"""Reads of documents; the content is loaded when a document is opened, not before."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from interventions.case_documents.models import CaseDocument, DocumentReading
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


class DocumentRow(NamedTuple):
    """A document by its newest version, with every version, the newest first."""

    newest: CaseDocument
    versions: Sequence[CaseDocument]


def list_documents(user: Staff, enrolment: Enrolment) -> list[DocumentRow]:
    """The documents of the case, the one saved last first, with who has opened each version."""
    rows = CaseDocument.objects.visible_in(user, enrolment).defer("content")
    related = rows.select_related("registered_by").prefetch_related("readings__read_by")
    versions: dict[UUID, list[CaseDocument]] = {}
    for row in related.order_by("-registered_at", "-ordinal"):
        versions.setdefault(row.document, []).append(row)
    return [DocumentRow(of_document[0], of_document) for of_document in versions.values()]


def newest_version(user: Staff, enrolment: Enrolment, document: UUID) -> CaseDocument | None:
    """Of a document of the case; None when there is none."""
    rows = CaseDocument.objects.visible_in(user, enrolment).defer("content")
    newest: CaseDocument | None = rows.filter(document=document).order_by("-ordinal").first()
    return newest


def list_readings(user: Staff, enrolment: Enrolment) -> list[DocumentReading]:
    """Every time that a document was opened, the first one first."""
    rows = DocumentReading.objects.visible_in(user, enrolment)
    return list(rows.select_related("read_by", "version").order_by("read_at", "pk"))
