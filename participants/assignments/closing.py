"""Those responsible when an enrolment is closed: who stays, whose responsibility ends with it."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError

from mia.organisation.staff.models import Staff
from participants.assignments import actions
from participants.assignments.models import Assignment
from participants.enrolments.access import can_assign_staff
from participants.enrolments.models import Enrolment
from participants.seams import RunningItem


def running(user: Staff, enrolment: Enrolment) -> list[RunningItem]:
    """Those responsible. All but one are proposed to end: the user, or else the first, follows up
    after the exit.
    """
    if not can_assign_staff(user, enrolment):
        return []
    rows = Assignment.objects.visible_in(user, enrolment).filter(ended_on=None)
    assigned = list(rows.select_related("staff").order_by("started_on", "pk"))
    stays = [row for row in assigned if row.staff_id == user.pk] or assigned
    items = []
    for row in assigned:
        ends = row != stays[0]
        items.append(RunningItem(key_of(row), f"Ansvaret, {row.staff}", ends))
    return items


def end_running(
    enrolment: Enrolment, keys: Collection[str], *, by: Staff, last_day: date
) -> list[Assignment]:
    """End the assignments whose keys are named, with the enrolment, and return them.

    The user's own is the last: without it the user may not see the case. Raises ValidationError
    at `ends_too` when nobody would be left.
    """
    rows = Assignment.objects.visible_in(by, enrolment).filter(ended_on=None)
    named = [row for row in rows.order_by("pk") if key_of(row) in keys]
    others = [row for row in named if row.staff_id != by.pk]
    own = [row for row in named if row.staff_id == by.pk]
    ended = []
    try:
        for row in [*others, *own]:
            ended.append(actions.end(row, by=by, last_day=last_day))
    except ValidationError as refusal:
        message = "Minst en person behöver ha ansvaret kvar, för uppföljningen efter avslutet."
        raise ValidationError({"ends_too": message}) from refusal
    return ended


def key_of(row: Assignment) -> str:
    """The name of an assignment in the form that closes an enrolment."""
    return f"ansvar:{row.pk}"
