"""Access checks of method work."""

from typing import TYPE_CHECKING

from interventions.access import can_read_notes
from mia.access.roles import Permission
from participants.enrolments.models import Enrolment

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
from uuid import UUID

from django.http import Http404

from interventions.methods.models import MethodWork
from participants.enrolments.access import allow


def can_give_method(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id) and can_read_notes(
        user, enrolment
    )


def get_editable_method(user: "Staff", pk: UUID) -> MethodWork:
    """A method given to a participant the user works with. Raises Http404, PermissionDenied."""
    work: MethodWork | None = (
        MethodWork.objects.visible_to(user)
        .select_related("enrolment__participant")
        .filter(pk=pk)
        .first()
    )
    if work is None:
        raise Http404
    allow(can_give_method(user, work.enrolment))
    return work
