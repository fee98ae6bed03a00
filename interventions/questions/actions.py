"""Writes about questions: ask, and answer, which closes the question."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interventions.contacts.models import Contact
from interventions.questions.models import ContactQuestion
from mia import audit
from mia.access import saving
from mia.access.saving import Conflict
from mia.organisation.staff.models import Staff


@transaction.atomic
def ask(contact: Contact, *, by: Staff, key: UUID, text: str) -> ContactQuestion:
    """Ask about a contact, and return the question; `key` is the form's own. Raises
    ValidationError.
    """
    rows = ContactQuestion.objects.visible_in(by, contact.enrolment)
    existing: ContactQuestion | None = rows.filter(pk=key, asked_by=by).first()
    if existing is not None:
        return existing
    question = ContactQuestion(
        pk=key,
        contact=contact,
        enrolment_id=contact.enrolment_id,
        delprojekt_id=contact.delprojekt_id,
        text=text,
        asked_by=by,
    )
    saving.store(question)
    participant = contact.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "question.asked", participant, by=by.pk)
    return question


@transaction.atomic
def give_answer(
    question: ContactQuestion, *, by: Staff, at: datetime, text: str
) -> ContactQuestion:
    """Answer a question, which closes it, and return it; sent twice it is one answer. Raises
    Conflict when somebody else has answered, ValidationError.
    """
    rows = ContactQuestion.objects.visible_in(by, question.enrolment).filter(pk=question.pk)
    current: ContactQuestion = rows.select_for_update(of=("self",), no_key=True).get()
    if current.answered_at is not None:
        if (current.answered_by_id, current.answer) == (by.pk, text):
            return current
        raise Conflict(current)
    current.answer = text
    current.answered_by, current.answered_at = by, at
    changed = ("answer", "answered_by", "answered_at")
    saving.change(current, *changed, version=current.version)
    participant = question.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "question.answered", participant, by=by.pk)
    return current
