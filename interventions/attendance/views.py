"""The grid of attendance of a host, or of a participant, for one week."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from interventions.attendance import access, actions, queries
from interventions.attendance.forms import AttendanceForm
from interventions.hosts import access as hosts_access
from interventions.placements.models import Placement
from interventions.placements.queries import list_placed_at
from mia.core.period import Period
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, get_editable
from participants.reported import is_reported

MONTH_IS_LOCKED = "Månaden är låst och rapporterad. Koordinatorn får veta om rapporten har ändrats."


@EDIT
def host_attendance(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everybody at the host whose attendance the user may enter."""
    user = request.user
    allow(access.can_enter_some(user))
    host = hosts_access.get_host(user, pk)
    days = days_from(request)
    placed = list_placed_at(user, host, days[0], days[-1])
    page = {"host": host, "template": "interventions/attendance/host_attendance.html"}
    return grid(request, access.only_enterable(user, placed), days, page)


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
    request: StaffRequest, placements: list[Placement], days: list[date], page: dict[str, object]
) -> HttpResponse:
    user, today = request.user, request.work.today
    existing = queries.attendance_in(user, placements, days)
    form = AttendanceForm(request.POST or None, placements=placements, days=days, existing=existing)
    changed = form.perform(actions.record, by=user, today=today)
    if changed is not None:
        messages.success(request, "Närvaron är sparad.")
        tell_of_report(request, changed)
        return redirect(request.get_full_path())
    page |= {"form": form, "days": days, "weeks": weeks_around(days)}
    return render(request, str(page["template"]), page)


def tell_of_report(request: StaffRequest, changed: list[actions.Cell]) -> None:
    """Tell the user that a changed day is in a month that is locked, if one is."""
    for cell in changed:
        if is_reported(cell.placement.enrolment, [cell.first_on]):
            messages.warning(request, MONTH_IS_LOCKED)
            return


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
        "before": week_text(days[0] - week),
        "after": week_text(days[0] + week),
    }


def week_text(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"
