"""Access checks of the Boston method."""

from typing import TypeVar
from uuid import UUID

from django.http import Http404

from interventions.boston.models import GoalNeed, Readiness, RehabilitationGoal
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment
from participants.visibility import works_with

Row = TypeVar("Row", Readiness, RehabilitationGoal, GoalNeed)


def can_work_by_boston(user: Staff, enrolment: Enrolment) -> bool:
    """Those who edit the enrolment and read what is confidential about it."""
    may_edit = can_edit_enrolment(user, enrolment)
    return may_edit and works_with(user, enrolment, Permission.READ_NOTES)


def get_editable(user: Staff, model: type[Row], pk: UUID) -> Row:
    """Return a row that the user may change. Raises Http404, PermissionDenied."""
    rows = model.objects.visible_to(user).select_related("enrolment__participant")
    row: Row | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    allow(can_work_by_boston(user, row.enrolment))
    return row
