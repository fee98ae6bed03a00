"""Placements when an enrolment is closed: those that go on end with it."""

from collections.abc import Collection
from datetime import date

from interventions.placements import access, actions
from interventions.placements.enums import EndReason, Result
from interventions.placements.models import Placement
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import RunningItem


def running(user: Staff, enrolment: Enrolment) -> list[RunningItem]:
    """The placements without a last day, which end with the enrolment."""
    if not access.can_place(user, enrolment):
        return []
    rows = Placement.objects.visible_in(user, enrolment).filter(ended_on=None).in_order()
    return [RunningItem(key_of(row), f"Placeringen: {row}") for row in rows]


def end_running(
    enrolment: Enrolment, keys: Collection[str], *, by: Staff, last_day: date
) -> list[Placement]:
    """End the placements whose keys are named, with the enrolment, and return them."""
    rows = Placement.objects.visible_in(by, enrolment).filter(ended_on=None).order_by("pk")
    ended = []
    for row in rows:
        if key_of(row) in keys:
            row.enrolment = enrolment
            day = max(last_day, row.started_on)
            reason, result = EndReason.EXIT, Result.NONE
            facts = {"ended_on": day, "end_reason": reason, "result": result}
            ended.append(actions.end(row, by=by, version=row.version, **facts))
    return ended


def key_of(placement: Placement) -> str:
    """The name of a placement in the form that closes an enrolment."""
    return f"placering:{placement.pk}"
