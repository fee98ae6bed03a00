"""Access checks of documents."""

from uuid import UUID

from django.http import Http404

from interventions.case_documents.models import CaseDocument
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_edit_enrolment
from participants.enrolments.models import Enrolment


def can_keep_document(user: Staff, enrolment: Enrolment) -> bool:
    return can_edit_enrolment(user, enrolment)


def get_document(user: Staff, pk: UUID, *, with_content: bool = True) -> CaseDocument:
    """Return a version that the user may read, with its case. Raises Http404."""
    rows = CaseDocument.objects.visible_to(user).select_related("enrolment__participant")
    if not with_content:
        rows = rows.defer("content")
    document: CaseDocument | None = rows.filter(pk=pk).first()
    if document is None:
        raise Http404
    return document
