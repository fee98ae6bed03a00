"""Reads of documents; the content is loaded when a document is opened, not before."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch

from interventions.case_documents.models import CaseDocument, DocumentReading
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


class DocumentRow(NamedTuple):
    """A document by its newest version, with every version, the newest first."""

    newest: CaseDocument
    versions: Sequence[CaseDocument]


def list_documents(user: Staff, enrolment: Enrolment) -> list[DocumentRow]:
    """The documents of the case, the one saved last first, with who has opened each version.

    Two statements.
    """
    rows = CaseDocument.objects.visible_in(user, enrolment).defer("content")
    readings = DocumentReading.objects.select_related("read_by").order_by("read_at", "pk")
    with_readings = Prefetch("readings", readings)
    related = rows.select_related("registered_by").prefetch_related(with_readings)
    versions: dict[UUID, list[CaseDocument]] = {}
    for row in related.order_by("-registered_at", "-ordinal"):
        versions.setdefault(row.document, []).append(row)
    return [DocumentRow(of_document[0], of_document) for of_document in versions.values()]


def newest_version(user: Staff, enrolment: Enrolment, document: UUID) -> CaseDocument | None:
    """Of a document of the case; None when there is none."""
    rows = CaseDocument.objects.visible_in(user, enrolment).defer("content")
    newest: CaseDocument | None = rows.filter(document=document).order_by("-ordinal").first()
    return newest
