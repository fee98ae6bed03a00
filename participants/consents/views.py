"""Consents: see, note a new one, withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mia.organisation.request import StaffRequest
from participants.consents import access, actions
from participants.consents.forms import ConsentForm, WithdrawForm
from participants.enrolments import access as enrolments_access

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
def consents(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk)
    form = ConsentForm(request.POST or None, today=today)
    if form.perform(lambda said: actions.give(enrolment, by=user, **said)):
        messages.success(request, "Samtycket är sparat.")
        return redirect("participants:consents", pk=pk)
    rows = list(access.consents_of(user, enrolment))
    page = {"enrolment": enrolment, "form": form, "rows": rows}
    return render(request, "participants/consents/consents.html", page)


@EDIT
def withdraw(request: StaffRequest, pk: UUID, consent: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk)
    row = access.get_consent(user, enrolment, consent)
    form = WithdrawForm(request.POST or None, today=today, initial={"withdrawn_on": today})
    if form.perform(lambda said: actions.withdraw(row, by=user, **said)):
        messages.success(request, "Samtycket är återtaget.")
        return redirect("participants:consents", pk=pk)
    return render(
        request,
        "participants/consents/consent_withdraw.html",
        {"enrolment": enrolment, "form": form, "row": row},
    )
