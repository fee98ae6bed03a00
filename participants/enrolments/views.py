"""The enrolment: correct the facts at start, close, reopen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mia.access.saving import Conflict
from mia.forms import conflict
from mia.forms.base import VersionForm
from mia.organisation.request import StaffRequest
from participants.enrolments import access, actions, oddities
from participants.enrolments.forms import CloseForm, StartForm

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = access.get_editable(user, pk)
    form = StartForm(request.POST or None, instance=enrolment, today=today)
    page = {"enrolment": enrolment, "form": form}
    try:
        if form.perform(lambda facts: actions.change(enrolment, by=user, **facts)):
            messages.success(request, "Uppgifterna vid start är sparade.")
            for odd in oddities.oddities(enrolment):
                messages.warning(request, odd)
            return redirect(enrolment)
    except Conflict as met:
        return conflict.respond(request, form, met, "participants/enrolments/start_form.html", page)
    return render(request, "participants/enrolments/change.html", page)


@EDIT
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = access.get_editable(user, pk)
    form = CloseForm(request.POST or None, instance=enrolment, today=today)
    page = {"enrolment": enrolment, "form": form, "is_open": enrolment.is_open}
    try:
        if form.perform(lambda facts: actions.close(enrolment, by=user, **facts)):
            messages.success(request, "Inskrivningen är avslutad.")
            return redirect(enrolment)
    except Conflict as met:
        return conflict.respond(request, form, met, "participants/enrolments/close_form.html", page)
    return render(request, "participants/enrolments/close.html", page)


@EDIT
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = access.get_editable(user, pk)
    form = VersionForm(request.POST or None, initial={"version": enrolment.version})
    page = {"enrolment": enrolment, "form": form}
    try:
        if form.perform(lambda said: actions.reopen(enrolment, by=user, **said)):
            messages.success(request, "Inskrivningen är öppen igen.")
            return redirect(enrolment)
    except Conflict as met:
        return conflict.respond(
            request, form, met, "participants/enrolments/reopen_form.html", page
        )
    return render(request, "participants/enrolments/reopen.html", page)
