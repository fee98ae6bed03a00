"""Who may do what with whom: (user, object) → bool, for pages, commands, templates and tests alike.

That the user sees the object at all is the door's question; these ask for the right to act on what is seen.
"""

from typing import TYPE_CHECKING

from mia.organisation.roles import Permission
from participants.models import Enrolment

if TYPE_CHECKING:
    from mia.organisation.models import Staff


def can_register_participant(user: "Staff") -> bool:
    return user.may(Permission.REGISTER)


def can_edit_enrolment(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id)


def can_assign_staff(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.ASSIGN_STAFF, enrolment.delprojekt_id)


def can_reveal_number(user: "Staff", enrolment: Enrolment) -> bool:
    """Those who register or report; each time is noted in the trail."""
    dp = enrolment.delprojekt_id
    return user.may(Permission.EDIT_ENROLMENT, dp) or user.may(Permission.EXPORT_PERSONS, dp)


def can_see_participants(user: "Staff") -> bool:
    return user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT)


def can_protect(user: "Staff", enrolment: Enrolment) -> bool:
    """Set or lift the mark of protected identity."""
    return can_edit_enrolment(user, enrolment)
