"""Which rows can be removed, and by whom."""

from uuid import UUID

from django.db.models import Model
from django.http import Http404

from interventions.employment.models import Qualification, Spell
from interventions.follow_ups.models import FollowUp
from interventions.transitions.models import Transition
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

# By the word in the address.
ROWS: dict[str, ScopedQuerySet] = {
    "period": Spell.objects.all(),
    "kvalifikation": Qualification.objects.all(),
    "overgang": Transition.objects.all(),
    "uppfoljning": FollowUp.objects.all(),
}


def can_remove_mistake(user: Staff, enrolment: Enrolment) -> bool:
    """Those who work with the participant, also after the exit: as they register."""
    may_edit = user.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id)
    return may_edit and can_read_notes(user, enrolment)


def get_row(user: Staff, enrolment: Enrolment, kind: str, pk: UUID) -> Model:
    """Return a row of the case. Raises Http404."""
    rows = ROWS.get(kind)
    if rows is None:
        raise Http404
    row: Model | None = rows.visible_in(user, enrolment).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
