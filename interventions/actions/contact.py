"""Writes about contacts: log, correct, remove."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.models import Contact, Note
from mia.audit import trail
from mia.audit.models import AccessLog
from mia.audit.saving import change as save_change
from mia.audit.saving import store
from mia.organisation.models import Staff
from participants.models import Enrolment

FIELDS = ("held_on", "started_at", "minutes", "channel", "outcome", "method", "staff")


def _check_day(contact: Contact, enrolment: Enrolment) -> None:
    """Never before the enrolment; later only as follow-up after exit."""
    if contact.held_on < enrolment.started_on:
        raise ValidationError(
            {"held_on": f"Kontakten ligger före inskrivningen, som började {enrolment.started_on:%Y-%m-%d}."}
        )


@transaction.atomic
def register(*, by: Staff, enrolment: Enrolment, note: str = "", key: Any = None, **facts: Any) -> Contact:
    """Log a contact. `key` is the form's own key of the row: sent twice, it makes one row. Raises ValidationError."""
    contact = Contact(enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, registered_by=by, **facts)
    if key:
        contact.pk = key
    _check_day(contact, enrolment)
    store(contact)
    if note:
        _write_note(contact, note)
    trail.did(AccessLog.Action.WRITE, "contact.registered", enrolment.participant_id)
    return contact


def _write_note(contact: Contact, text: str) -> None:
    store(Note(contact=contact, enrolment_id=contact.enrolment_id, delprojekt_id=contact.delprojekt_id, text=text))


@transaction.atomic
def correct(contact: Contact, *, by: Staff, version: int, at: datetime, note: str, **facts: Any) -> None:
    """Correct a contact and its note; the change trail keeps what it said before. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(contact, field, value)
    contact.corrected_by, contact.corrected_at = by, at
    _check_day(contact, contact.enrolment)
    save_change(contact, *facts, "corrected_by", "corrected_at", version=version)
    notes = Note.objects.visible_to(by).filter(contact=contact)
    if note and not notes.update(text=note):
        _write_note(contact, note)
    elif not note:
        notes.delete()
    trail.did(AccessLog.Action.WRITE, "contact.corrected", contact.enrolment.participant_id)


@transaction.atomic
def remove(contact: Contact, *, by: Staff) -> None:
    """Take away a contact that never took place; the change trail keeps it."""
    participant = contact.enrolment.participant_id
    Note.objects.visible_to(by).filter(contact=contact).delete()
    contact.delete()
    trail.did(AccessLog.Action.WRITE, "contact.removed", participant)
