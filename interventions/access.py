"""Who works with a participant: may read notes, log contacts and give methods."""

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments import access as enrolments_access
from participants.enrolments.models import Enrolment


def delprojekt_with_all_notes(user: Staff) -> frozenset[int]:
    """The delprojekt in which one and the same role of `user` sees everybody and reads notes.

    Two roles are not added up: a coordinator of the county who is a case worker somewhere reads
    notes there as a case worker.
    """
    return user.scope.whole_delprojekt_with(Permission.READ_NOTES)


def can_read_notes(user: Staff, enrolment: Enrolment) -> bool:
    """As `Note.objects.visible_to`: those who are assigned, and the leader of the delprojekt."""
    return enrolments_access.works_with(user, enrolment, Permission.READ_NOTES)
