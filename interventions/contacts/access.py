"""Access checks of a contact and its note."""

from typing import TYPE_CHECKING

from interventions.access import can_read_notes, notes_wide, works_with
from interventions.contacts.models import Contact
from mia.access.roles import Permission
from participants.enrolments.models import Enrolment

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
from collections.abc import Callable
from uuid import UUID

from django.http import Http404

from interventions.contacts.models import Note
from participants.enrolments.access import allow


def can_log_contact(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.LOG_CONTACT, enrolment.delprojekt_id) and can_read_notes(
        user, enrolment
    )


def can_correct_contact(user: "Staff", contact: Contact) -> bool:
    """As logging: a correction shows the note and may rewrite it."""
    return user.may(Permission.LOG_CONTACT, contact.delprojekt_id) and works_with(
        user, contact.enrolment_id, contact.delprojekt_id, is_protected=contact.is_protected
    )


def can_remove_contact(user: "Staff", contact: Contact) -> bool:
    """The one who logged it, the one who held it, or the leader of the delprojekt."""
    mine = user.pk in (contact.registered_by_id, contact.staff_id)
    return can_correct_contact(user, contact) and (
        mine or contact.delprojekt_id in notes_wide(user)
    )


def get_visible_contact(user: "Staff", pk: UUID) -> Contact:
    """The contact with its enrolment and participant. Raises Http404."""
    contact: Contact | None = (
        Contact.objects.visible_to(user)
        .select_related(
            "enrolment__participant",
            "enrolment__delprojekt",
            "staff",
            "registered_by",
            "corrected_by",
        )
        .filter(pk=pk)
        .first()
    )
    if contact is None:
        raise Http404
    return contact


def get_editable_contact(
    user: "Staff", pk: UUID, rule: Callable[["Staff", Contact], bool] = can_correct_contact
) -> Contact:
    """As get_visible_contact, and `rule` holds. Raises Http404, PermissionDenied."""
    contact = get_visible_contact(user, pk)
    allow(rule(user, contact))
    return contact


def note_text(user: "Staff", contact: Contact) -> str:
    """The contact's note for those who may read it; otherwise nothing."""
    return (
        Note.objects.visible_to(user).filter(contact=contact).values_list("text", flat=True).first()
        or ""
    )
