"""Reads of meetings about placements, and who waits for one."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements.models import Placement
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def list_meetings(user: Staff, enrolment: Enrolment) -> list[PlacementMeeting]:
    """The meetings that the user may read, the latest first."""
    rows = PlacementMeeting.objects.visible_in(user, enrolment).select_related("placement")
    return list(rows.order_by("-held_on", "pk"))


def without_meeting(today: date) -> Q:
    """The condition that a placement runs that ran last month too, with no meeting in that month
    or since (docs/domain.md §5.5: one each month).
    """
    this_month = today.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    running = Placement.objects.active(today).filter(
        enrolment=OuterRef("pk"), started_on__lt=this_month
    )
    recent = PlacementMeeting.objects.filter(enrolment=OuterRef("pk"), held_on__gte=last_month)
    return Q(Exists(running)) & ~Q(Exists(recent))
