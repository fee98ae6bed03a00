"""Who asks another delprojekt about a participant, and who answers."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments import access as enrolments_access
from participants.enrolments.models import Enrolment
from participants.inquiries import queries
from participants.inquiries.models import Inquiry


def can_ask_elsewhere(user: Staff, enrolment: Enrolment) -> bool:
    """As a registration may: while the enrolment is open, in a delprojekt where one registers."""
    if not enrolment.is_open or not user.may(Permission.REGISTER, enrolment.delprojekt_id):
        return False
    return enrolments_access.can_edit_enrolment(user, enrolment)


def get_inquiry(user: Staff, enrolment: Enrolment, pk: UUID) -> Inquiry:
    """A question that the enrolment is asked about. Raises Http404."""
    return get_object_or_404(queries.inquiries_of(user, enrolment), pk=pk)
