"""Ask a method supervisor about a case."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from interventions.supervision import access, queries
from interventions.supervision.forms import SupervisorForm
from mia.organisation.request import EDIT, StaffRequest
from participants.assignments import actions
from participants.assignments.models import ReadAccess
from participants.enrolments.access import get_editable


@EDIT
def ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_ask_supervisor)
    staff = queries.supervisors_for(user, enrolment, today)
    form = SupervisorForm(request.POST or None, staff=staff)
    last_day = today + timedelta(days=enrolment.delprojekt.reading_days)
    days = {"first_day": today, "last_day": last_day}
    reading = form.perform(
        actions.let_read, enrolment, by=user, reason=ReadAccess.Reason.ASKED, **days
    )
    if reading is not None:
        messages.success(request, f"{reading.staff} läser till och med {last_day:%Y-%m-%d}.")
        return redirect(enrolment)
    page = {"enrolment": enrolment, "participant": enrolment.participant, "form": form}
    return render(request, "interventions/supervision/ask.html", page | {"staff": staff})
