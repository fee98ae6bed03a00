"""Methods when an enrolment is closed: those that go on end with it."""

from collections.abc import Collection
from datetime import date

from interventions.methods import access, actions, queries
from interventions.methods.models import MethodWork
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import RunningItem


def running(user: Staff, enrolment: Enrolment) -> list[RunningItem]:
    """The methods without a last day, which end with the enrolment."""
    if not access.can_give_method(user, enrolment):
        return []
    items = []
    for work in queries.list_methods(user, enrolment):
        if work.ended_on is None:
            items.append(RunningItem(key_of(work), f"Metoden {work}"))
    return items


def end_running(
    enrolment: Enrolment, keys: Collection[str], *, by: Staff, last_day: date
) -> list[MethodWork]:
    """End the methods whose keys are named, with the enrolment, and return them."""
    rows = MethodWork.objects.visible_in(by, enrolment).filter(ended_on=None)
    ended = []
    for work in rows.order_by("pk"):
        if key_of(work) in keys:
            work.enrolment = enrolment
            ended.append(actions.end(work, by=by, last_day=max(last_day, work.started_on)))
    return ended


def key_of(work: MethodWork) -> str:
    """The name of a method in the form that closes an enrolment."""
    return f"metod:{work.pk}"
