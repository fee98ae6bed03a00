"""Rules of a contact that logging, correcting and restoring share. Nothing is saved here."""

from django.core.exceptions import ValidationError
from django.db.models import Max

from interventions.contacts.models import Contact, Note
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

# What a contact is recognised by in a file (docs/formats.md §3).
RECOGNISED_BY = ("held_on", "started_at", "channel", "staff_id")


def next_ordinal(contact: Contact, *, by: Staff) -> int:
    """The first number that no contact has that is recognised by the same as this one."""
    alike = {name: getattr(contact, name) for name in RECOGNISED_BY}
    rows = Contact.objects.visible_to(by).filter(enrolment_id=contact.enrolment_id, **alike)
    highest = rows.exclude(pk=contact.pk).aggregate(highest=Max("ordinal"))["highest"]
    return (highest or 0) + 1


def recognised_by(contact: Contact) -> list[object]:
    """What a file recognises the contact by, apart from its enrolment."""
    return [getattr(contact, name) for name in RECOGNISED_BY]


def check_day(contact: Contact, enrolment: Enrolment) -> None:
    """Raises ValidationError for a day before the enrolment. A day after it is follow-up."""
    if contact.held_on < enrolment.started_on:
        first_day = f"{enrolment.started_on:%Y-%m-%d}"
        message = f"Kontakten ligger före inskrivningen, som började {first_day}."
        raise ValidationError({"held_on": message})


def build_note(contact: Contact, text: str) -> Note:
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
