"""Reads of attendance: a week of some placements, and minutes by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from interventions.attendance.models import WEEK_DAYS, Attendance
from interventions.placements.models import Placement
from mia.access import saving
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

REST_OF_WEEK = timedelta(days=WEEK_DAYS - 1)
Days = tuple[UUID, date, date]  # placement, first and last day


@dataclass(frozen=True)
class PlacementMonth:
    """Minutes at placements in a month, entered as so many days or weeks."""

    month: Period
    minutes: int
    occasions: int

    @property
    def text(self) -> str:
        """Hours and minutes in words."""
        hours, minutes = divmod(self.minutes, 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def week_of(day: date) -> list[date]:
    """The seven days of the week, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(WEEK_DAYS)]


def attendance_in(
    user: Staff, placements: Iterable[Placement], days: list[date]
) -> dict[Days, Attendance]:
    """What is registered for the placements in the week, by placement and days."""
    rows = Attendance.objects.visible_to(user).filter(
        placement__in=list(placements), first_on__lte=days[-1], last_on__gte=days[0]
    )
    return {(row.placement_id, row.first_on, row.last_on): row for row in rows}


def attendance_around(
    user: Staff, enrolments: Iterable[UUID], first: date, last: date
) -> dict[Days, Attendance]:
    """What is registered at every placement of the enrolments on the days and in the weeks around
    them, by placement and days; locked, and nobody else writes attendance of them meanwhile. Two
    statements.
    """
    keys = set(enrolments)
    first, last = first - REST_OF_WEEK, last + REST_OF_WEEK
    saving.wait_for(f"attendance {key}" for key in keys)
    rows = Attendance.objects.visible_to(user).filter(
        enrolment__in=keys, first_on__lte=last, last_on__gte=first
    )
    locked = rows.select_for_update(of=("self",), no_key=True)
    return {(row.placement_id, row.first_on, row.last_on): row for row in locked}


def list_running(user: Staff, enrolment: Enrolment, days: list[date]) -> list[Placement]:
    """The placements of the enrolment on some day of the week."""
    overlaps = Q(ended_on=None) | Q(ended_on__gte=days[0])
    rows = Placement.objects.visible_in(user, enrolment)
    running = rows.filter(overlaps, started_on__lte=days[-1]).select_related("host")
    placements = list(running.order_by("started_on", "pk"))
    for placement in placements:
        placement.enrolment = enrolment
    return placements


def list_months(user: Staff, enrolment: Enrolment) -> list[PlacementMonth]:
    """Minutes by month, the latest first."""
    rows = Attendance.objects.visible_in(user, enrolment).order_by()
    months = rows.values(month=TruncMonth("first_on")).annotate(
        total=Sum("minutes"), occasions=Count("pk")
    )
    attended = []
    for row in months.order_by("-month"):
        month = Period.month_of(row["month"])
        attended.append(PlacementMonth(month, row["total"], row["occasions"]))
    return attended
