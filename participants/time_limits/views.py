"""A participant's time: extend, pause, end a pause."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable
from participants.time_limits import actions, queries
from participants.time_limits.forms import EndPauseForm, ExtensionForm, PauseForm


@EDIT
def extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk)
    form = ExtensionForm(request.POST or None, today=today, initial={"decided_on": today})
    if form.perform(actions.extend, enrolment, by=user):
        messages.success(request, "Tiden är förlängd.")
        return redirect(enrolment)
    last_day = queries.last_day_of(enrolment, today)
    page = {"enrolment": enrolment, "form": form, "last_day": last_day}
    return render(request, "participants/time_limits/extend.html", page)


@EDIT
def pause(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk)
    form = PauseForm(request.POST or None, today=today, initial={"started_on": today})
    if form.perform(actions.pause, enrolment, by=user):
        messages.success(request, "Pausen är sparad.")
        return redirect(enrolment)
    page = {"enrolment": enrolment, "form": form}
    return render(request, "participants/time_limits/pause.html", page)


@EDIT
def end_pause(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = get_editable(user, pk)
    row = queries.open_pause(user, enrolment)
    if row is None:
        raise Http404
    form = EndPauseForm(request.POST or None, initial={"ended_on": request.work.today})
    if form.perform(actions.end_pause, row, by=user):
        messages.success(request, "Pausen är avslutad.")
        return redirect(enrolment)
    page = {"enrolment": enrolment, "form": form, "pause": row}
    return render(request, "participants/time_limits/end_pause.html", page)
