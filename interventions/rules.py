"""Who may do what with contacts and methods."""

from typing import TYPE_CHECKING

from interventions.models import Contact
from interventions.queries import works_with
from interventions.querysets import notes_wide
from mia.organisation.roles import Permission
from participants.models import Enrolment

if TYPE_CHECKING:
    from mia.organisation.models import Staff


def can_read_notes(user: "Staff", enrolment: Enrolment) -> bool:
    """The same as the door of notes: those who work with the participant, and the leader."""
    return works_with(user, enrolment.pk, enrolment.delprojekt_id, is_protected=enrolment.is_protected)


def can_log_contact(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.LOG_CONTACT, enrolment.delprojekt_id) and can_read_notes(user, enrolment)


def can_correct_contact(user: "Staff", contact: Contact) -> bool:
    """As logging: a correction shows the note and may rewrite it."""
    return user.may(Permission.LOG_CONTACT, contact.delprojekt_id) and works_with(
        user, contact.enrolment_id, contact.delprojekt_id, is_protected=contact.is_protected
    )


def can_remove_contact(user: "Staff", contact: Contact) -> bool:
    """The one who logged it, the one who held it, or the leader of the delprojekt."""
    mine = user.pk in (contact.registered_by_id, contact.staff_id)
    return can_correct_contact(user, contact) and (mine or contact.delprojekt_id in notes_wide(user))


def can_give_method(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id) and can_read_notes(user, enrolment)


def can_import_files(user: "Staff") -> bool:
    """Read in participants and contacts; which delprojekt: lookups.delprojekt_for."""
    return user.may(Permission.IMPORT)
