"""Writes about contacts: log, correct, remove."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.contacts.access import note_text
from interventions.contacts.models import Contact, Note
from mia import audit
from mia.access import saving
from mia.access.saving import Conflict, KeyTaken
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

KEY_IS_USED = "Kontakten är redan sparad. Öppna den i tidslinjen om du vill rätta den."
KEY_IS_REFUSED = (
    "Kontakten gick inte att spara. Kopiera anteckningen, öppna formuläret på nytt och försök igen."
)


def register(
    enrolment: Enrolment, *, by: Staff, note: str = "", key: UUID | None = None, **facts: object
) -> Contact:
    """Log a contact with its note, and return it. Raises ValidationError.

    `facts` are columns of the contact. `key` is the form's own key of the row: a form that is sent
    twice makes one row.
    """
    contact = Contact(
        enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, registered_by=by, **facts
    )
    if key:
        contact.pk = key
    _check_day(contact, enrolment)
    try:
        with transaction.atomic():
            saving.add(contact)
            if note:
                saving.add(_build_note(contact, note))
    except ValidationError as error:
        existing = _find_sent_before(contact, by=by, note=note, facts=facts)
        if existing is not None:
            return existing
        if isinstance(error, KeyTaken):  # the key of a row that the user does not see
            raise ValidationError(KEY_IS_REFUSED) from error
        raise
    audit.record_event(audit.Action.WRITE, "contact.registered", enrolment.participant_id)
    return contact


@transaction.atomic
def register_accepted(enrolment: Enrolment, details: Mapping[str, Any], *, by: Staff) -> None:
    """Log the contacts that an enrolment waited with, or give those that were logged the facts that
    waited, and mark in `details` that it is done (interventions/imports/waiting_contacts.py).

    Raises ValidationError.
    """
    contacts = details.get("contacts") or []
    audit.record_event(audit.Action.WRITE, "contacts.accepted", enrolment.participant_id)
    for waiting in contacts:
        if waiting["is_written"]:
            continue
        _write_accepted(enrolment, waiting, by)
        waiting["is_written"] = True


def _write_accepted(enrolment: Enrolment, waiting: Mapping[str, Any], by: Staff) -> None:
    """A contact is recognised as in a file (docs/formats.md §3)."""
    started_at = None
    if waiting["started_at"]:
        started_at = time.fromisoformat(waiting["started_at"])
    place = {
        "held_on": date.fromisoformat(waiting["held_on"]),
        "started_at": started_at,
        "channel": waiting["channel"],
        "staff_id": waiting["staff_id"],
    }
    facts = {
        "minutes": waiting["minutes"],
        "outcome": waiting["outcome"],
        "method": waiting["method"],
    }
    existing = Contact.objects.visible_to(by).filter(enrolment=enrolment, **place).first()
    if existing is not None:
        for field, value in facts.items():
            setattr(existing, field, value)
        saving.change(existing, *facts, version=existing.version)
        return
    key = UUID(waiting["id"])
    note = ""
    if waiting["note"]:
        note = Note.plain_text(key, waiting["note"])
    register(enrolment, by=by, key=key, note=note, **place, **facts)


@transaction.atomic
def correct(
    contact: Contact, *, by: Staff, at: datetime, version: int, note: str, **facts: object
) -> Contact:
    """Correct a contact and its note, and return it; the change history keeps what it was before.

    The contact's version covers its note too. The same correction sent twice is one correction.
    Raises Conflict when somebody else was first, and ValidationError, also when it is deleted.
    """
    for field, value in facts.items():
        setattr(contact, field, value)
    contact.corrected_by, contact.corrected_at = by, at
    _check_day(contact, contact.enrolment)
    try:
        saving.change(contact, *facts, "corrected_by", "corrected_at", version=version)
    except Conflict:
        current = Contact.objects.visible_to(by).filter(pk=contact.pk).first()
        if current is None or current.corrected_by_id != by.pk:
            raise
        if not _has_content(current, facts, note, by=by):
            raise
        return contact
    _save_note(contact, note, by=by)
    audit.record_event(audit.Action.WRITE, "contact.corrected", contact.enrolment.participant_id)
    return contact


@transaction.atomic
def remove(contact: Contact, *, by: Staff) -> None:
    """Delete a contact that never took place; the change history keeps it.

    It is locked first: a correction at the same time may add a note. Deleted twice, it is deleted.
    """
    rows = Contact.objects.visible_to(by).filter(pk=contact.pk)
    if rows.select_for_update(of=("self",), no_key=True).first() is None:
        return
    participant_id = contact.enrolment.participant_id
    Note.objects.visible_to(by).filter(contact=contact).delete()
    contact.delete()
    audit.record_event(audit.Action.WRITE, "contact.removed", participant_id)


def _check_day(contact: Contact, enrolment: Enrolment) -> None:
    """Raises ValidationError for a day before the enrolment. A day after it is follow-up."""
    if contact.held_on < enrolment.started_on:
        first_day = f"{enrolment.started_on:%Y-%m-%d}"
        message = f"Kontakten ligger före inskrivningen, som började {first_day}."
        raise ValidationError({"held_on": message})


def _find_sent_before(
    contact: Contact, *, by: Staff, note: str, facts: dict[str, Any]
) -> Contact | None:
    """The row that the same form has made already, if any.

    Raises ValidationError when the key is used and the row holds something else.
    """
    existing: Contact | None = Contact.objects.visible_to(by).filter(pk=contact.pk).first()
    if existing is None:
        return None
    is_same_case = existing.enrolment_id == contact.enrolment_id
    is_same_person = existing.registered_by_id == by.pk
    if is_same_case and is_same_person and _has_content(existing, facts, note, by=by):
        return existing
    raise ValidationError(KEY_IS_USED)


def _has_content(contact: Contact, facts: dict[str, Any], note: str, *, by: Staff) -> bool:
    """Whether the saved contact and its note are what `facts` and `note` say."""
    for field, value in facts.items():
        if getattr(contact, field) != value:
            return False
    return note_text(by, contact) == note


def _save_note(contact: Contact, text: str, *, by: Staff) -> None:
    """Insert, update, or (without text) delete the note. Raises ValidationError at `note`."""
    existing = Note.objects.visible_to(by).filter(contact=contact)
    if not text:
        existing.delete()
        return
    note = _build_note(contact, text)
    if note_text(by, contact) == text:  # encrypted anew it would look changed
        return
    ciphertext = Note.text_field().stored_value(note)
    is_changed = existing.update(text=ciphertext)
    if not is_changed:
        saving.store(note)


def _build_note(contact: Contact, text: str) -> Note:
    """A note that is not saved yet. Raises ValidationError at `note`."""
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
