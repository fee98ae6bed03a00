"""Access checks of method work."""

from uuid import UUID

from django.http import Http404

from interventions.methods.models import MethodWork, PhaseChange
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment


def can_give_method(user: Staff, enrolment: Enrolment) -> bool:
    return can_edit_enrolment(user, enrolment)


def get_visible_method(user: Staff, pk: UUID) -> MethodWork:
    """Return a method given to a participant the user sees. Raises Http404."""
    rows = MethodWork.objects.visible_to(user).select_related("enrolment__participant", "staff")
    work: MethodWork | None = rows.filter(pk=pk).first()
    if work is None:
        raise Http404
    return work


def get_editable_method(user: Staff, pk: UUID) -> MethodWork:
    """A method given to a participant the user works with. Raises Http404, PermissionDenied."""
    work = get_visible_method(user, pk)
    allow(can_give_method(user, work.enrolment))
    return work


def get_editable_change(user: Staff, pk: UUID) -> PhaseChange:
    """Return a change of phase of such a method. Raises Http404, PermissionDenied."""
    rows = PhaseChange.objects.visible_to(user).select_related("enrolment__participant", "phase")
    change: PhaseChange | None = rows.filter(pk=pk).first()
    if change is None:
        raise Http404
    allow(can_give_method(user, change.enrolment))
    return change
