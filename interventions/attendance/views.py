"""The grid of attendance of a host, or of a participant, for one week."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from interventions.attendance import access, actions, queries
from interventions.attendance.forms import AttendanceForm
from interventions.hosts import access as hosts_access
from interventions.placements.models import Placement
from interventions.placements.queries import placed_at
from mia.core.period import Period
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, get_editable
from participants.enrolments.models import Enrolment
from participants.reported import is_reported

Placements = list[Placement] | QuerySet[Placement]
MOST_PLACEMENTS = 50  # on a page: 16 fields each, and Django takes 1,000
NOTHING_CHANGED = "Ingen ruta var ändrad, så inget nytt är sparat."
MONTH_IS_LOCKED = "Månaden är låst och rapporterad. Koordinatorn får veta om rapporten har ändrats."


@EDIT
def host_attendance(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everybody at the host whose attendance the user may enter."""
    user = request.user
    allow(access.can_enter_some(user))
    host = hosts_access.get_host(user, pk)
    days = days_from(request)
    placed = placed_at(user, host, days[0], days[-1])
    page = {"host": host, "template": "interventions/attendance/host_attendance.html"}
    return grid(request, placed, days, page)


@EDIT
def case_attendance(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The placements of one participant."""
    user = request.user
    enrolment = get_editable(user, pk, access.can_enter_attendance)
    days = days_from(request)
    page = {
        "enrolment": enrolment,
        "participant": enrolment.participant,
        "template": "interventions/attendance/case_attendance.html",
    }
    return grid(request, queries.list_running(user, enrolment, days), days, page)


def grid(
    request: StaffRequest, placements: Placements, days: list[date], page: dict[str, object]
) -> HttpResponse:
    """A page of the placements; each page is saved by itself."""
    user, today = request.user, request.work.today
    part = Paginator(placements, MOST_PLACEMENTS).get_page(request.GET.get("page"))
    rows = list(part.object_list)
    existing = queries.attendance_in(user, rows, days)
    form = AttendanceForm(request.POST or None, placements=rows, days=days, existing=existing)
    changed = form.perform(actions.record, by=user, today=today)
    if changed is not None:
        messages.success(request, "Närvaron är sparad." if changed else NOTHING_CHANGED)
        tell_of_report(request, changed)
        return redirect(request.get_full_path())
    page |= {"form": form, "days": days, "weeks": weeks_around(days), "page": part}
    return render(request, str(page["template"]), page)


def tell_of_report(request: StaffRequest, changed: list[actions.Cell]) -> None:
    """Tell the user that a changed day is in a month that is locked, if one is.

    Asked once for each delprojekt and ESF project, whose months they are.
    """
    enrolments: dict[tuple[int, int], Enrolment] = {}
    days: dict[tuple[int, int], list[date]] = defaultdict(list)
    for cell in changed:
        enrolment = cell.placement.enrolment
        key = (enrolment.delprojekt_id, enrolment.project_id)
        enrolments[key] = enrolment
        days[key].append(cell.first_on)
    if any(is_reported(enrolments[key], days[key]) for key in enrolments):
        messages.warning(request, MONTH_IS_LOCKED)


def days_from(request: StaffRequest) -> list[date]:
    """The week in `?vecka=2021-W10`; anything else is this week."""
    try:
        monday = Period.week(request.GET.get("vecka", "")).first_on
    except ValueError:
        monday = request.work.today
    return queries.week_of(monday)


def weeks_around(days: list[date]) -> dict[str, object]:
    """This week in words, and the addresses of the week before and after."""
    week = timedelta(days=7)
    year, number, _ = days[0].isocalendar()
    return {
        "label": f"Vecka {number}, {year}",
        "value": week_text(days[0]),
        "query": f"vecka={week_text(days[0])}&",
        "before": week_text(days[0] - week),
        "after": week_text(days[0] + week),
    }


def week_text(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"
