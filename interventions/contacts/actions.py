"""Writes about contacts: log and correct. How one is deleted: interventions/removals/."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from interventions.contacts.access import note_text
from interventions.contacts.models import Contact, Note
from interventions.contacts.rules import build_note, check_day, next_ordinal, recognised_by
from mia import audit
from mia.access import saving
from mia.access.saving import Conflict
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def register(
    enrolment: Enrolment,
    *,
    by: Staff,
    note: str = "",
    key: UUID | None = None,
    is_another: bool = False,
    **facts: object,
) -> Contact:
    """Log a contact with its note, and return it. Raises ValidationError.

    `facts` are columns of the contact. `key` is the form's own key of the row: a form that is sent
    twice makes one row. A contact that is like one that exists is refused (LOGGED_ONCE), unless it
    is said that it `is_another`.
    """
    contact = Contact(
        enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, registered_by=by, **facts
    )
    if key:
        contact.pk = key
    if is_another:
        contact.ordinal = next_ordinal(contact, by=by)
    check_day(contact, enrolment)
    rows = Contact.objects.visible_in(by, enrolment).filter(registered_by=by)
    insert = partial(_store_with_note, note=note)
    contact, is_new = saving.store_once(contact, rows, insert=insert)
    if is_new:
        audit.record_event(audit.Action.WRITE, "contact.registered", enrolment.participant_id)
    else:
        saving.refuse_otherwise(note_text(by, contact) == note)
    return contact


def _store_with_note(contact: Contact, *, note: str) -> None:
    """Insert both, or neither. Raises ValidationError."""
    with transaction.atomic():
        saving.add(contact)
        if note:
            saving.add(build_note(contact, note))


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
    alike = Contact.objects.visible_to(by).filter(enrolment=enrolment, **place)
    existing = alike.order_by("ordinal").first()
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
    contact: Contact,
    *,
    by: Staff,
    at: datetime,
    version: int,
    note: str,
    is_another: bool = False,
    **facts: object,
) -> Contact:
    """Correct a contact and its note, and return it; the change history keeps what it was before.

    The contact's version covers its note too. The same correction sent twice is one correction.
    Raises Conflict when somebody else was first, and ValidationError, also when it is deleted, and
    when it becomes like another one as `register` does.
    """
    was_recognised_by = recognised_by(contact)
    for field, value in facts.items():
        setattr(contact, field, value)
    if recognised_by(contact) != was_recognised_by:
        contact.ordinal = next_ordinal(contact, by=by) if is_another else 1
    contact.corrected_by, contact.corrected_at = by, at
    check_day(contact, contact.enrolment)
    changed = (*facts, "ordinal", "corrected_by", "corrected_at")
    try:
        saving.change(contact, *changed, version=version)
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
    note = build_note(contact, text)
    if note_text(by, contact) == text:  # encrypted anew it would look changed
        return
    ciphertext = Note.text_field().stored_value(note)
    is_changed = existing.update(text=ciphertext)
    if not is_changed:
        saving.store(note)
