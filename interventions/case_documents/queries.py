"""Reads of documents; the content is loaded when a document is opened, not before."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from interventions.case_documents.models import CaseDocument, DocumentReading
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


class DocumentRow(NamedTuple):
    """A document by its newest version, with every version, the newest first."""

    newest: CaseDocument
    versions: Sequence[CaseDocument]


def list_documents(user: Staff, enrolment: Enrolment) -> list[DocumentRow]:
    """The documents of the case, the one saved last first; `reading_count` is how many times each
    version was opened. One statement.
    """
    rows = CaseDocument.objects.visible_in(user, enrolment).defer("content")
    readings = DocumentReading.objects.filter(version=OuterRef("pk")).order_by()
    counted = readings.values("version").annotate(count=Count("pk")).values("count")
    related = rows.select_related("registered_by").annotate(reading_count=Subquery(counted))
    versions: dict[UUID, list[CaseDocument]] = {}
    for row in related.order_by("-registered_at", "-ordinal"):
        versions.setdefault(row.document, []).append(row)
    return [DocumentRow(of_document[0], of_document) for of_document in versions.values()]


def readings_of(user: Staff, version: CaseDocument) -> "QuerySet[DocumentReading]":
    """Who has opened a version, the last time first."""
    rows = DocumentReading.objects.visible_in(user, version.enrolment).filter(version=version)
    readings: QuerySet[DocumentReading] = rows.select_related("read_by")
    return readings.order_by("-read_at", "-pk")


def readings_by_version(user: Staff, enrolment: Enrolment) -> dict[UUID, list[DocumentReading]]:
    """Every reading of the documents of a case, the first one first."""
    rows = DocumentReading.objects.visible_in(user, enrolment).select_related("read_by")
    readings: dict[UUID, list[DocumentReading]] = {}
    for row in rows.order_by("read_at", "pk"):
        readings.setdefault(row.version_id, []).append(row)
    return readings


def newest_version(user: Staff, enrolment: Enrolment, document: UUID) -> CaseDocument | None:
    """Of a document of the case; None when there is none."""
    rows = CaseDocument.objects.visible_in(user, enrolment).defer("content")
    newest: CaseDocument | None = rows.filter(document=document).order_by("-ordinal").first()
    return newest
