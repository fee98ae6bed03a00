"""Reads of deleted contacts."""

from typing import Any

from interventions.bookings.models import Booking
from interventions.bookings.queries import IS_OPEN
from interventions.contacts.models import Contact, Note
from interventions.questions.models import ContactQuestion
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


def find_booking_of(removal: ContactRemoval, *, by: Staff) -> Booking | None:
    """The booking that had become the contact, as the change history says, while it is neither
    noted anew nor cancelled.
    """
    event = _events_of(Booking).filter(contact_id=removal.contact).order_by("pgh_id").last()
    if event is None:
        return None
    open_bookings = Booking.objects.visible_to(by).filter(IS_OPEN, pk=event.pgh_obj_id)
    booking: Booking | None = open_bookings.first()
    return booking


def find_questions_of(removal: ContactRemoval, *, by: Staff) -> list[ContactQuestion]:
    """The questions that were about the contact when it was deleted, as the change history says."""
    events = _events_of(ContactQuestion).filter(contact_id=removal.contact)
    keys = list(events.values_list("pgh_obj_id", flat=True))
    rows = ContactQuestion.objects.visible_in(by, removal.enrolment)
    return list(rows.filter(pk__in=keys, contact=None).order_by("pk"))


def _last_deletion(model: Any, removal: ContactRemoval) -> Any:
    """The row of the model's history that says what was deleted last, or None.

    Read by the key of the removal, which the caller has checked that the user sees.
    """
    events = _events_of(model).filter(pgh_obj_id=removal.contact)
    return events.filter(pgh_label="delete").order_by("pgh_id").last()


def _events_of(model: Any) -> Any:
    """The rows of the model's change history."""
    return model.pgh_event_model.objects
