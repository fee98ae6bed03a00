"""Access checks of handovers."""

from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from interventions.handovers.models import CaseHandover, HandoverNote
from mia.access.roles import Permission
from mia.organisation.absences import access as absences_access
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_edit_enrolment
from participants.enrolments.models import Enrolment


class Leaving(NamedTuple):
    """Whose cases are handed over, and where."""

    staff: Staff
    delprojekt: Delprojekt


def can_write_handover(user: Staff, enrolment: Enrolment) -> bool:
    return can_edit_enrolment(user, enrolment)


def get_leaving(user: Staff, code: str, pk: int) -> Leaving:
    """Return the colleague: anyone for those who lead, oneself for the others.

    Raises PermissionDenied, Http404.
    """
    delprojekt = absences_access.get_delprojekt(user, code)
    if pk != user.pk and not absences_access.can_staff_delprojekt(user, delprojekt):
        raise Http404
    return Leaving(get_object_or_404(Staff, pk=pk), delprojekt)


def get_batch(user: Staff, batch: UUID) -> "QuerySet[CaseHandover]":
    """Return the cases of one handover that the user sees. Raises PermissionDenied, Http404."""
    if not user.may(Permission.ASSIGN_STAFF):
        raise PermissionDenied
    rows: QuerySet[CaseHandover] = CaseHandover.objects.visible_to(user).filter(batch=batch)
    if not rows.exists():
        raise Http404
    related = ("enrolment__participant", "former", "successor", "new_assignment", "delprojekt")
    return rows.select_related(*related).order_by("pk")


def note_of(user: Staff, enrolment: Enrolment) -> HandoverNote | None:
    """Return the text about the case, for those who read notes."""
    notes = HandoverNote.objects.visible_in(user, enrolment).select_related("written_by")
    note: HandoverNote | None = notes.first()
    return note


def handovers_of(user: Staff, enrolment: Enrolment) -> "QuerySet[CaseHandover]":
    """Return the handovers of the case with who gave and who got it, the latest first."""
    rows: QuerySet[CaseHandover] = CaseHandover.objects.visible_in(user, enrolment)
    staff = ("former", "successor", "handed_over_by", "undone_by")
    return rows.select_related(*staff).order_by("-handed_over_at", "pk")
