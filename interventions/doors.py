"""One door per object of what is done."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from interventions import rules
from interventions.models import Contact, MethodWork, Note
from participants.doors import allow

if TYPE_CHECKING:
    from mia.organisation.models import Staff


def get_visible_contact(user: "Staff", pk: UUID) -> Contact:
    """The contact with its enrolment and participant. Raises Http404."""
    contact: Contact | None = (
        Contact.objects.visible_to(user)
        .select_related("enrolment__participant", "enrolment__delprojekt", "staff", "registered_by", "corrected_by")
        .filter(pk=pk)
        .first()
    )
    if contact is None:
        raise Http404
    return contact


def get_editable_contact(
    user: "Staff", pk: UUID, rule: Callable[["Staff", Contact], bool] = rules.can_correct_contact
) -> Contact:
    """As get_visible_contact, and `rule` holds. Raises Http404, PermissionDenied."""
    contact = get_visible_contact(user, pk)
    allow(rule(user, contact))
    return contact


def get_editable_method(user: "Staff", pk: UUID) -> MethodWork:
    """A method given to a participant the user works with. Raises Http404, PermissionDenied."""
    work: MethodWork | None = (
        MethodWork.objects.visible_to(user).select_related("enrolment__participant").filter(pk=pk).first()
    )
    if work is None:
        raise Http404
    allow(rules.can_give_method(user, work.enrolment))
    return work


def note_text(user: "Staff", contact: Contact) -> str:
    """The contact's note for those who may read it; otherwise nothing."""
    return Note.objects.visible_to(user).filter(contact=contact).values_list("text", flat=True).first() or ""
