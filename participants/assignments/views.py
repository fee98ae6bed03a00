"""Who answers for a participant: see, add, end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mia.organisation.request import StaffRequest
from participants.assignments import access, actions, queries
from participants.assignments.forms import AssignmentForm, LastDayForm
from participants.enrolments import access as enrolments_access

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
def assignments(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk, enrolments_access.can_assign_staff)
    staff = queries.may_answer_in([enrolment.delprojekt_id], today)
    form = AssignmentForm(request.POST or None, staff=staff, initial={"started_on": today})
    if form.perform(lambda said: actions.add(enrolment, by=user, **said)):
        messages.success(request, f"{form.cleaned_data['staff']} ansvarar nu för deltagaren.")
        return redirect("participants:assignments", pk=pk)
    rows = list(access.assignments_of(user, enrolment))
    page = {"enrolment": enrolment, "form": form, "today": today}
    page["active"] = [row for row in rows if row.ended_on is None or row.ended_on >= today]
    page["former"] = [row for row in rows if row.ended_on is not None and row.ended_on < today]
    return render(request, "participants/assignments/assignments.html", page)


@EDIT
def end(request: StaffRequest, pk: UUID, assignment: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk, enrolments_access.can_assign_staff)
    row = access.get_assignment(user, enrolment, assignment)
    form = LastDayForm(request.POST or None, initial={"last_day": today})
    if form.perform(lambda said: actions.end(row, by=user, **said)):
        messages.success(request, f"{row.staff} ansvarar till och med {row.ended_on:%Y-%m-%d}.")
        return _after(user, pk)
    return render(
        request,
        "participants/assignments/assignment_end.html",
        {"enrolment": enrolment, "form": form, "row": row},
    )


def _after(user: Any, pk: UUID) -> HttpResponse:
    """Back to who answers, if the user still sees the case."""
    return (
        redirect("participants:assignments", pk=pk)
        if enrolments_access.sees(user, pk)
        else redirect("participants:caseload")
    )
