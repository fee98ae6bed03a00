"""Access checks of questions about contacts."""

from uuid import UUID

from django.http import Http404

from interventions.questions.models import ContactQuestion
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment


def can_ask(user: Staff, enrolment: Enrolment) -> bool:
    """Those who work with the case: they ask, and they answer."""
    return can_edit_enrolment(user, enrolment)


def get_question(user: Staff, pk: UUID) -> ContactQuestion:
    """Return a question to those who may answer it, also when it is answered. Raises Http404,
    PermissionDenied.
    """
    rows = ContactQuestion.objects.visible_to(user).filter(pk=pk, contact__isnull=False)
    related = rows.select_related("contact", "enrolment__participant", "asked_by", "answered_by")
    question: ContactQuestion | None = related.first()
    if question is None:
        raise Http404
    allow(can_ask(user, question.enrolment))
    return question
