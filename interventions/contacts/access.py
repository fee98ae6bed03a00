"""Access checks of a contact and its note."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404

from interventions.contacts.models import Contact, Note
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow
from participants.enrolments.models import Enrolment
from participants.visibility import is_open_in_emergency, works_with

CONTACT_PAGE = (
    "enrolment__participant",
    "enrolment__delprojekt",
    "staff",
    "registered_by",
    "corrected_by",
)


def can_log_contact(user: Staff, enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.LOG_CONTACT)


def can_correct_contact(user: Staff, contact: Contact) -> bool:
    """As logging: a correction shows the note and may rewrite it. Not in an emergency."""
    if is_open_in_emergency(user, contact.enrolment_id):
        return False
    return can_log_contact(user, contact.enrolment)


def can_remove_contact(user: Staff, contact: Contact) -> bool:
    """Those who may correct it, if they logged it, held it, or lead the delprojekt."""
    is_own = user.pk in (contact.registered_by_id, contact.staff_id)
    is_leader = contact.delprojekt_id in user.scope.whole_delprojekt_with(Permission.READ_NOTES)
    return can_correct_contact(user, contact) and (is_own or is_leader)


def get_visible_contact(user: Staff, pk: UUID) -> Contact:
    """The contact with its enrolment and participant. Raises Http404."""
    rows = Contact.objects.visible_to(user).select_related(*CONTACT_PAGE)
    contact: Contact | None = rows.filter(pk=pk).first()
    if contact is None:
        raise Http404
    return contact


def get_editable_contact(
    user: Staff, pk: UUID, rule: Callable[[Staff, Contact], bool] = can_correct_contact
) -> Contact:
    """As get_visible_contact, and `rule` holds. Raises Http404, PermissionDenied."""
    contact = get_visible_contact(user, pk)
    allow(rule(user, contact))
    return contact


def note_text(user: Staff, contact: Contact) -> str:
    """The contact's note for those who may read it; otherwise nothing."""
    notes = Note.objects.visible_to(user).filter(contact=contact)
    ciphertext = notes.values_list("text", flat=True).first()
    if ciphertext is None:
        return ""
    return Note.plain_text(contact.pk, ciphertext)
