"""Writes about deleted contacts: delete and restore."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.contacts.models import Contact, Note
from interventions.contacts.rules import build_note, check_day, next_ordinal
from interventions.removals import queries
from interventions.removals.models import RESTORED_WITHIN, ContactRemoval
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff

TOO_LATE = (
    f"Kontakten togs bort för mer än {RESTORED_WITHIN.days} dagar sedan och går inte att få"
    " tillbaka. Logga den på nytt om den behövs."
)


@transaction.atomic
def remove(
    contact: Contact, *, by: Staff, at: datetime, reason: str, explanation: str = ""
) -> ContactRemoval:
    """Delete a contact and its note, and return the row that says why and by whom.

    The change history keeps what they held. The contact is locked first: a correction at the same
    time may add a note. Deleted twice, it is deleted once. Raises ValidationError.
    """
    rows = Contact.objects.visible_to(by).filter(pk=contact.pk)
    if rows.select_for_update(of=("self",), no_key=True).first() is None:
        removals = ContactRemoval.objects.visible_to(by).filter(contact=contact.pk)
        former: ContactRemoval = removals.latest("removed_at")
        return former
    participant_id = contact.enrolment.participant_id
    deleted_notes, _ = Note.objects.visible_to(by).filter(contact=contact).delete()
    removal = ContactRemoval(
        contact=contact.pk,
        enrolment_id=contact.enrolment_id,
        delprojekt_id=contact.delprojekt_id,
        held_on=contact.held_on,
        had_note=deleted_notes > 0,
        reason=reason,
        explanation=explanation,
        removed_at=at,
        removed_by=by,
    )
    saving.store(removal)
    contact.delete()
    audit.record_event(audit.Action.WRITE, "contact.removed", participant_id, reason=reason)
    return removal


@transaction.atomic
def restore(removal: ContactRemoval, *, by: Staff, at: datetime) -> Contact:
    """Save the contact and its note again as they were, and return it. The booking that it was is
    noted again, and its questions are about it again. Restored twice, it is restored once.

    Raises ValidationError when it was deleted too long ago, or lies before the enrolment now.
    """
    rows = ContactRemoval.objects.visible_to(by).filter(pk=removal.pk)
    current = rows.select_for_update(of=("self",), no_key=True).get()
    if current.restored_at is not None:
        existing: Contact = Contact.objects.visible_to(by).get(pk=current.contact)
        return existing
    contact = queries.read_deleted_contact(current)
    if contact is None or not current.is_restorable(at):
        raise ValidationError(TOO_LATE)
    check_day(contact, removal.enrolment)
    _insert(contact, queries.read_deleted_note(current), by=by)
    booking = queries.find_booking_of(current, by=by)
    if booking is not None:
        booking.contact = contact
        saving.change(booking, "contact", version=booking.version)
    for question in queries.find_questions_of(removal, by=by):
        question.contact = contact
        saving.change(question, "contact", version=question.version)
    current.restored_at, current.restored_by = at, by
    saving.update(current, "restored_at", "restored_by")
    participant_id = removal.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "contact.restored", participant_id)
    return contact


def _insert(contact: Contact, note: str, *, by: Staff) -> None:
    """Save the contact and its note, registered when it was registered first.

    Its ordinal is a new one: a contact like it may have been logged meanwhile.
    """
    registered_at = contact.registered_at
    contact.version += 1  # a form that was opened before the deletion is out of date
    contact.ordinal = next_ordinal(contact, by=by)
    saving.store(contact)
    contact.registered_at = registered_at  # the insert has set it to now
    saving.update(contact, "registered_at")
    if note:
        saving.store(build_note(contact, note))
