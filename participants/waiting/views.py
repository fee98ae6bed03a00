"""Enrolments that wait for a decision: list, accept, refuse."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mia.organisation.request import StaffRequest
from participants.waiting import access, actions


@require_safe
def waiting(request: StaffRequest) -> HttpResponse:
    rows = list(access.waiting_for(request.user))
    return render(request, "participants/waiting/waiting.html", {"rows": rows})


@require_POST
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = access.get_waiting(request.user, pk)
    now = timezone.localtime()
    try:
        enrolment = actions.accept(row, by=request.user, at=now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("participants:waiting")
    messages.success(request, "Deltagaren är inskriven. Du ansvarar för deltagaren.")
    return redirect(enrolment)


@require_POST
def refuse(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = access.get_waiting(request.user, pk)
    actions.refuse(row, by=request.user, at=timezone.localtime())
    messages.success(request, "Inskrivningen är avvisad. Ingenting är registrerat.")
    return redirect("participants:waiting")
