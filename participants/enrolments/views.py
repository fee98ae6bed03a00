"""The enrolment: correct the facts at start, förstärkt samarbete, close, reopen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from mia.forms import conflict
from mia.forms.base import VersionForm
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments import access, actions, closing, oddities
from participants.enrolments.forms import CloseForm, EnhancedForm, StartForm
from participants.enrolments.models import Enrolment


@EDIT
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    enrolment = access.get_editable(request.user, pk)
    form = StartForm(request.POST or None, instance=enrolment, today=request.work.today)
    page = {"enrolment": enrolment, "form": form}
    if form.perform(actions.change, enrolment, by=request.user):
        messages.success(request, "Uppgifterna vid start är sparade.")
        for oddity in oddities.oddities(enrolment) + oddities.place_oddities(enrolment):
            messages.warning(request, oddity)
        return redirect(enrolment)
    return conflict.render_form(request, form, "participants/enrolments/start.html", page)


@EDIT
def enhanced(request: StaffRequest, pk: UUID) -> HttpResponse:
    enrolment = access.get_editable(request.user, pk)
    form = EnhancedForm(request.POST or None, instance=enrolment)
    page = {"enrolment": enrolment, "form": form}
    if form.perform(actions.set_enhanced, enrolment, by=request.user):
        messages.success(request, "Förstärkt samarbete är sparat.")
        return redirect(enrolment)
    return conflict.render_form(request, form, "participants/enrolments/enhanced.html", page)


@EDIT
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    enrolment = access.get_editable(request.user, pk)
    form = close_form(request, enrolment)
    page = {"enrolment": enrolment, "form": form, "is_open": enrolment.is_open}
    if form.perform(actions.close, enrolment, by=request.user, today=request.work.today):
        return closed(request, enrolment)
    return conflict.render_form(request, form, "participants/enrolments/close.html", page)


def close_form(request: StaffRequest, enrolment: Enrolment) -> CloseForm:
    """The form as it was sent; at first with what the features already have."""
    user = request.user
    return CloseForm(
        request.POST or None,
        instance=enrolment,
        today=request.work.today,
        running=closing.list_running(user, enrolment),
        initial=closing.proposed_facts(user, enrolment),
    )


def closed(request: StaffRequest, enrolment: Enrolment) -> HttpResponse:
    """Say what comes after, and lead to the case, or to the list who no longer sees the case."""
    sentences = ["Inskrivningen är avslutad.", *closing.list_next_steps(enrolment)]
    messages.success(request, " ".join(sentences))
    for oddity in oddities.exit_oddities(enrolment):
        messages.warning(request, oddity)
    if access.can_see_enrolment(request.user, enrolment.pk):
        return redirect(enrolment)
    return redirect("participants:caseload")


@EDIT
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    enrolment = access.get_editable(request.user, pk)
    if enrolment.is_open:
        messages.info(request, "Inskrivningen är redan öppen.")
        return redirect(enrolment)
    form = VersionForm(request.POST or None, initial={"version": enrolment.version})
    page = {"enrolment": enrolment, "form": form}
    if form.perform(actions.reopen, enrolment, by=request.user):
        messages.success(request, "Inskrivningen är öppen igen.")
        return redirect(enrolment)
    return conflict.render_form(request, form, "participants/enrolments/reopen.html", page)
