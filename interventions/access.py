"""Who works with a participant: may read notes, log contacts and give methods."""

from typing import TYPE_CHECKING

from mia.access.roles import ROLES, Permission

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
from typing import TYPE_CHECKING
from uuid import UUID

from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.visibility import is_assigned


def notes_wide(user: "Staff") -> frozenset[int]:
    """The delprojekt whose notes `user` reads as a whole: one and the same role both sees everybody
    and reads notes.

    Who is a coordinator of the programme and a case worker somewhere reads there as a case worker.
    """
    both = {Permission.SEE_DELPROJEKT, Permission.READ_NOTES}
    return frozenset().union(
        *(dps for role, dps, _ in user.scope.memberships if both <= ROLES[role].permissions)
    )


def works_with(user: Staff, enrolment_id: UUID, delprojekt_id: int, *, is_protected: bool) -> bool:
    """Does `user` work with this participant: answers for it (or the team does), or leads the
    delprojekt?
    """
    if delprojekt_id in notes_wide(user) and not is_protected:
        return True
    return user.may(Permission.READ_NOTES, delprojekt_id) and is_assigned(user, enrolment_id)


def can_read_notes(user: "Staff", enrolment: Enrolment) -> bool:
    """The same as the door of notes: those who work with the participant, and the leader."""
    return works_with(
        user, enrolment.pk, enrolment.delprojekt_id, is_protected=enrolment.is_protected
    )
