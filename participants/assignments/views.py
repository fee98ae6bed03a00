"""Who is responsible for a participant: see, add, end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mia.access.roles import Permission
from mia.organisation.request import EDIT, StaffRequest
from participants.assignments import access, actions, queries
from participants.assignments.forms import AssignmentEndForm, AssignmentForm
from participants.enrolments import access as enrolments_access


@require_safe
def handover(request: StaffRequest) -> HttpResponse:
    enrolments_access.allow(request.user.may(Permission.ASSIGN_STAFF))
    cases = queries.cases_to_hand_over(request.user, request.work.today)
    return render(request, "participants/assignments/handover.html", {"cases": cases})


@EDIT
def assignments(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk, enrolments_access.can_assign_staff)
    staff = queries.assignable_staff([enrolment.delprojekt_id], today)
    form = AssignmentForm(request.POST or None, staff=staff, initial={"started_on": today})
    assignment = form.perform(actions.add, enrolment, by=user)
    if assignment is not None:
        messages.success(request, f"{assignment.staff} ansvarar nu för deltagaren.")
        return redirect("participants:assignments", pk=pk)
    rows = list(access.assignments_of(user, enrolment))
    current = [row for row in rows if row.ended_on is None or row.ended_on >= today]
    former = [row for row in rows if row.ended_on is not None and row.ended_on < today]
    page = {"enrolment": enrolment, "form": form, "current": current, "former": former}
    return render(request, "participants/assignments/assignments.html", page)


@EDIT
def end(request: StaffRequest, pk: UUID, assignment: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk, enrolments_access.can_assign_staff)
    row = access.get_assignment(user, enrolment, assignment)
    form = AssignmentEndForm(request.POST or None, initial={"last_day": today})
    if form.perform(actions.end, row, by=user):
        messages.success(request, f"{row.staff} ansvarar till och med {row.ended_on:%Y-%m-%d}.")
        if enrolments_access.can_see_enrolment(user, pk):
            return redirect("participants:assignments", pk=pk)
        return redirect("participants:caseload")
    page = {"enrolment": enrolment, "form": form, "row": row}
    return render(request, "participants/assignments/assignment_end.html", page)
