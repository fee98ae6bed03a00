"""Who may review the access log: leaders the rows of their own staff, log reviewers all rows.

A leader knows what the staff of the delprojekt had to do with whom. Rows of leaders, coordinators
and administrators are for the log reviewer, a role of its own: whoever gives rights or leads does
not also decide that nothing was wrong. Nobody reviews their own rows.
"""

from django.core.exceptions import PermissionDenied

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def can_review_log(user: Staff) -> bool:
    return user.may(Permission.REVIEW_LOG)


def can_review_case(user: Staff, enrolment: Enrolment) -> bool:
    """Tell whether the user may see who has read the case, among the staff of its delprojekt."""
    return user.may(Permission.REVIEW_LOG, enrolment.delprojekt_id)


def require_review(user: Staff) -> None:
    """Raise PermissionDenied unless the user may review the log."""
    if not can_review_log(user):
        raise PermissionDenied
