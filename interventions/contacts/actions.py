"""Writes about contacts: log, correct, remove."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from interventions.contacts.access import note_text
from interventions.contacts.models import Contact, Note
from mia import audit
from mia.access.saving import Conflict, add, store
from mia.access.saving import change as save_change
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

FIELDS = ("held_on", "started_at", "minutes", "channel", "outcome", "method", "staff")
USED = "Kontakten är redan sparad. Öppna den i tidslinjen om du vill rätta den."


def _check_day(contact: Contact, enrolment: Enrolment) -> None:
    """Never before the enrolment; later only as follow-up after exit."""
    if contact.held_on < enrolment.started_on:
        raise ValidationError(
            {
                "held_on": f"Kontakten ligger före inskrivningen, som började {enrolment.started_on:%Y-%m-%d}."
            }
        )


def register(
    *, by: Staff, enrolment: Enrolment, note: str = "", key: UUID | None = None, **facts: Any
) -> Contact:
    """Log a contact. `key` is the form's own key of the row: sent twice, it makes one row. Raises
    ValidationError.
    """
    contact = Contact(
        enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, registered_by=by, **facts
    )
    if key:
        contact.pk = key
    _check_day(contact, enrolment)
    try:
        with transaction.atomic():  # the contact with its note, or neither
            add(contact)
            if note:
                add(_note(contact, note))
    except (ValidationError, IntegrityError):
        same = _sent_before(contact, by=by, note=note, facts=facts)
        if same is None:
            raise
        return same
    audit.record_event(audit.Action.WRITE, "contact.registered", enrolment.participant_id)
    return contact


def _sent_before(
    contact: Contact, *, by: Staff, note: str, facts: dict[str, Any]
) -> Contact | None:
    """The row that the same form made a moment ago. Raises ValidationError when the form now says
    something else.
    """
    known: Contact | None = Contact.objects.visible_to(by).filter(pk=contact.pk).first()
    if known is None:
        return None
    same_place = (known.enrolment_id, known.registered_by_id) == (contact.enrolment_id, by.pk)
    if not (same_place and _says(known, facts, note, by=by)):
        raise ValidationError(USED)
    return known


def _says(contact: Contact, facts: dict[str, Any], note: str, *, by: Staff) -> bool:
    return (
        all(getattr(contact, field) == value for field, value in facts.items())
        and note_text(by, contact) == note
    )


def _keep_note(contact: Contact, text: str, *, by: Staff) -> None:
    """The note as it now reads: written, rewritten, or taken away when empty. Raises
    ValidationError at `note`.
    """
    written = Note.objects.visible_to(by).filter(contact=contact)
    if not text:
        written.delete()
        return
    note = _note(contact, text)
    if not written.update(text=text):
        store(note)


def _note(contact: Contact, text: str) -> Note:
    """A note to be written. Raises ValidationError at `note`."""
    note = Note(
        contact=contact,
        enrolment_id=contact.enrolment_id,
        delprojekt_id=contact.delprojekt_id,
        text=text,
    )
    try:
        note.clean_fields(exclude=["contact", "enrolment", "delprojekt"])
    except ValidationError as error:
        raise ValidationError({"note": error.messages}) from error
    return note


@transaction.atomic
def correct(
    contact: Contact, *, by: Staff, version: int, at: datetime, note: str, **facts: Any
) -> None:
    """Correct a contact and its note; the change trail keeps what it said before. Raises Conflict,
    ValidationError.

    The contact's version covers its note too. The same correction sent twice is one correction, not
    a conflict.
    """
    for field, value in facts.items():
        setattr(contact, field, value)
    contact.corrected_by, contact.corrected_at = by, at
    _check_day(contact, contact.enrolment)
    try:
        save_change(contact, *facts, "corrected_by", "corrected_at", version=version)
    except Conflict as conflict:
        now = conflict.current
        if (
            isinstance(now, Contact)
            and now.corrected_by_id == by.pk
            and _says(now, facts, note, by=by)
        ):
            return
        raise
    _keep_note(contact, note, by=by)
    audit.record_event(audit.Action.WRITE, "contact.corrected", contact.enrolment.participant_id)


@transaction.atomic
def remove(contact: Contact, *, by: Staff) -> None:
    """Take away a contact that never took place; the change trail keeps it."""
    participant = contact.enrolment.participant_id
    Note.objects.visible_to(by).filter(contact=contact).delete()
    contact.delete()
    audit.record_event(audit.Action.WRITE, "contact.removed", participant)
