"""Who may do what with contacts and methods."""

from typing import TYPE_CHECKING

from interventions.models import Contact
from mia.organisation.roles import Permission
from participants.models import Enrolment

if TYPE_CHECKING:
    from mia.organisation.models import Staff


def can_log_contact(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.LOG_CONTACT, enrolment.delprojekt_id)


def can_correct_contact(user: "Staff", contact: Contact) -> bool:
    return user.may(Permission.LOG_CONTACT, contact.delprojekt_id)


def can_remove_contact(user: "Staff", contact: Contact) -> bool:
    """The one who logged it, the one who held it, or the leader of the delprojekt."""
    wide = user.may(Permission.SEE_DELPROJEKT, contact.delprojekt_id)
    return can_correct_contact(user, contact) and (wide or user.pk in (contact.registered_by_id, contact.staff_id))


def can_read_notes(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.READ_NOTES, enrolment.delprojekt_id)


def can_give_method(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id)
