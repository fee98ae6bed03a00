"""Consents: see, record a new one, withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from mia.organisation.request import EDIT, StaffRequest
from participants.consents import access, actions
from participants.consents.forms import ConsentForm, WithdrawForm
from participants.enrolments import access as enrolments_access


@EDIT
def consents(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = enrolments_access.get_editable(user, pk)
    form = ConsentForm(request.POST or None, today=request.work.today)
    if form.perform(actions.give, enrolment, by=user):
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
    if form.perform(actions.withdraw, row, by=user):
        messages.success(request, "Samtycket är återtaget.")
        return redirect("participants:consents", pk=pk)
    page = {"enrolment": enrolment, "form": form, "row": row}
    return render(request, "participants/consents/consent_withdraw.html", page)
