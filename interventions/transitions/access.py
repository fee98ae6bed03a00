"""Access checks of transitions."""

from uuid import UUID

from django.http import Http404

from interventions.transitions.models import Transition
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_read_notes
from participants.enrolments.models import Enrolment


def can_plan_transition(user: Staff, enrolment: Enrolment) -> bool:
    may_edit = user.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id)
    return may_edit and can_read_notes(user, enrolment)


def get_editable_transition(user: Staff, pk: UUID) -> Transition:
    """Return a transition of a participant the user works with.

    Raises Http404, PermissionDenied.
    """
    rows = Transition.objects.visible_to(user).select_related("enrolment__participant")
    transition: Transition | None = rows.filter(pk=pk).first()
    if transition is None:
        raise Http404
    allow(can_plan_transition(user, transition.enrolment))
    return transition
