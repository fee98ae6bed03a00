"""The enrolment: register, correct the facts at start, close, reopen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mia.audit.saving import Conflict
from mia.organisation.request import StaffRequest
from mia.organisation.roles import Permission
from participants import actions, doors, queries, rules
from participants.forms.base import VersionForm
from participants.forms.enrolment import CloseForm, RegisterForm, StartForm
from participants.models import Enrolment
from participants.views import conflict

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
def register(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    doors.allow(rules.can_register_participant(user))
    places = queries.delprojekt_with(user, Permission.REGISTER)
    staff = queries.may_answer_in(places.values_list("pk", flat=True), today)
    initial = {"staff": user.pk, "started_on": today}
    form = RegisterForm(request.POST or None, places=places, staff=staff, today=today, initial=initial)
    made: list[Enrolment] = []
    if form.does(lambda facts: made.append(actions.enrolment.register(by=user, **form.facts()))):
        return _registered(request, made[0].pk, form.cleaned_data)
    return render(request, "participants/register.html", {"form": form, "one_place": len(places) == 1})


def _registered(request: StaffRequest, pk: UUID, typed: dict[str, Any]) -> HttpResponse:
    """To the case, with what looks odd; to the list when somebody else answers for it and the user does not see it."""
    user = request.user
    if not doors.sees(user, pk):
        messages.success(request, f"Inskrivningen är registrerad. {typed['staff']} ansvarar för deltagaren.")
        return redirect("participants:caseload")
    enrolment = doors.get_visible(user, pk)
    messages.success(request, "Inskrivningen är registrerad.")
    person = enrolment.participant
    if (person.given_name, person.family_name) != (typed["given_name"], typed["family_name"]):
        messages.warning(request, f"Numret fanns redan i MIA. Namnet som var registrerat står kvar: {person}.")
    for odd in rules.oddities(enrolment):
        messages.warning(request, odd)
    return redirect(enrolment)


@EDIT
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = doors.get_editable(user, pk)
    form = StartForm(request.POST or None, instance=enrolment, today=today)
    page = {"enrolment": enrolment, "form": form}
    try:
        if form.does(lambda facts: actions.enrolment.change(enrolment, by=user, **facts)):
            messages.success(request, "Uppgifterna vid start är sparade.")
            for odd in rules.oddities(enrolment):
                messages.warning(request, odd)
            return redirect(enrolment)
    except Conflict as met:
        return conflict.respond(request, form, met, "participants/forms/start.html", page)
    return render(request, "participants/change.html", page)


@EDIT
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = doors.get_editable(user, pk)
    form = CloseForm(request.POST or None, instance=enrolment, today=today)
    page = {"enrolment": enrolment, "form": form, "is_open": enrolment.is_open}
    try:
        if form.does(lambda facts: actions.enrolment.close(enrolment, by=user, **facts)):
            messages.success(request, "Inskrivningen är avslutad.")
            return redirect(enrolment)
    except Conflict as met:
        return conflict.respond(request, form, met, "participants/forms/close.html", page)
    return render(request, "participants/close.html", page)


@EDIT
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = doors.get_editable(user, pk)
    form = VersionForm(request.POST or None, initial={"version": enrolment.version})
    page = {"enrolment": enrolment, "form": form}
    try:
        if form.does(lambda said: actions.enrolment.reopen(enrolment, by=user, **said)):
            messages.success(request, "Inskrivningen är öppen igen.")
            return redirect(enrolment)
    except Conflict as met:
        return conflict.respond(request, form, met, "participants/forms/reopen.html", page)
    return render(request, "participants/reopen.html", page)
