"""Reads of deleted contacts."""

from typing import Any

from interventions.contacts.models import Contact, Note
from interventions.removals.models import ContactRemoval
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def list_removals(user: Staff, enrolment: Enrolment) -> list[ContactRemoval]:
    """Every deletion with who deleted and who restored, the latest first."""
    rows = ContactRemoval.objects.visible_in(user, enrolment)
    return list(rows.select_related("removed_by", "restored_by").order_by("-removed_at", "pk"))


def read_deleted_contact(removal: ContactRemoval) -> Contact | None:
    """The contact as the change history holds it, not saved; None when it holds none (demo)."""
    event = _last_deletion(Contact, removal)
    if event is None:
        return None
    values = {}
    for field in Contact._meta.concrete_fields:
        values[field.attname] = getattr(event, field.attname)
    return Contact(**values)


def read_deleted_note(removal: ContactRemoval) -> str:
    """The text of the note that was deleted with the contact; empty without one."""
    if not removal.had_note:
        return ""
    event = _last_deletion(Note, removal)
    return str(event.text)


def _last_deletion(model: Any, removal: ContactRemoval) -> Any:
    """The row of the model's history that says what was deleted last, or None."""
    events = model.pgh_event_model.objects.filter(pgh_obj_id=removal.contact)
    return events.filter(pgh_label="delete").order_by("pgh_id").last()
