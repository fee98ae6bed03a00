"""Groups when an enrolment is closed: the participant's time in them ends with it."""

from collections.abc import Collection
from datetime import date

from interventions.groups import access, actions
from interventions.groups.models import GroupMember
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import RunningItem


def running(user: Staff, enrolment: Enrolment) -> list[RunningItem]:
    """The groups without a last day for the participant, which end with the enrolment."""
    if not access.can_let_go(user, enrolment):
        return []
    rows = GroupMember.objects.visible_in(user, enrolment).filter(ended_on=None)
    members = rows.select_related("group").order_by("started_on", "pk")
    return [RunningItem(key_of(member), f"Gruppen {member.group}") for member in members]


def end_running(
    enrolment: Enrolment, keys: Collection[str], *, by: Staff, last_day: date
) -> list[GroupMember]:
    """End the time in the groups whose keys are named, with the enrolment, and return the rows."""
    rows = GroupMember.objects.visible_in(by, enrolment).filter(ended_on=None).order_by("pk")
    ended = []
    for member in rows:
        if key_of(member) in keys:
            member.enrolment = enrolment
            ended.append(actions.let_go(member, by=by, on=last_day))
    return ended


def key_of(member: GroupMember) -> str:
    """The name of a participant's time in a group in the form that closes an enrolment."""
    return f"grupp:{member.pk}"
