"""The person: names, number, protection, and the number shown in full."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mia.access.saving import Conflict
from mia.forms import conflict
from mia.organisation.request import StaffRequest
from participants.assignments import access as assignments_access
from participants.enrolments import access as enrolments_access
from participants.profile import actions
from participants.profile.forms import NumberForm, PersonForm, ProtectionForm

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = enrolments_access.get_editable(user, pk)
    form = PersonForm(request.POST or None, instance=enrolment.participant)
    page = {
        "enrolment": enrolment,
        "form": form,
        "number": enrolments_access.number_of(user, enrolment),
    }
    try:
        if form.perform(lambda values: actions.change(enrolment.participant, by=user, **values)):
            messages.success(request, "Personuppgifterna är sparade.")
            return redirect(enrolment)
    except Conflict as met:
        return conflict.respond(request, form, met, "participants/profile/person_form.html", page)
    return render(request, "participants/profile/person.html", page)


@EDIT
def number(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk)
    who = enrolment.participant
    form = NumberForm(request.POST or None, today=today, initial={"version": who.version})
    page = {
        "enrolment": enrolment,
        "form": form,
        "number": enrolments_access.number_of(user, enrolment),
    }

    def save(said: dict[str, Any]) -> None:
        actions.renumber(
            who, by=user, version=said["version"], identity=said["identity"], today=today
        )

    try:
        if form.perform(save):
            messages.success(
                request, "Det nya numret är sparat. Det gamla finns kvar i historiken."
            )
            return redirect(enrolment)
    except Conflict as met:
        return conflict.respond(request, form, met, "participants/profile/number_form.html", page)
    return render(request, "participants/profile/number.html", page)


@EDIT
def protection(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk, enrolments_access.can_protect)
    form = ProtectionForm(request.POST or None, instance=enrolment.participant)
    named = list(assignments_access.assignments_of(user, enrolment).active(today))
    page = {
        "enrolment": enrolment,
        "form": form,
        "named": named,
        "is_named": user in [row.staff for row in named],
    }
    try:
        if form.perform(lambda said: actions.protect(enrolment.participant, by=user, **said)):
            messages.success(request, "Uppgiften om skydd är sparad.")
            return (
                redirect(enrolment)
                if enrolments_access.sees(user, pk)
                else redirect("participants:caseload")
            )
    except Conflict as met:
        return conflict.respond(
            request, form, met, "participants/profile/protection_form.html", page
        )
    return render(request, "participants/profile/protection.html", page)


@require_POST
def reveal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The whole number: a fragment for htmx, else a small page. Noted in the trail each time."""
    user = request.user
    enrolment = enrolments_access.get_editable(user, pk, enrolments_access.can_reveal_number)
    shown = actions.reveal_number(enrolment.participant, by=user)
    template = (
        "participants/profile/number_shown.html"
        if request.htmx
        else "participants/profile/reveal.html"
    )
    return render(request, template, {"enrolment": enrolment, "shown": shown})
