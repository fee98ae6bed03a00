"""Methods: those given, give one more, end one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interventions.contacts.views import EDIT, about
from interventions.methods import access, actions, queries
from interventions.methods.forms import EndMethodForm, GiveMethodForm
from participants.enrolments.access import allow, get_visible
from participants.enrolments.models import Enrolment


@EDIT
def methods(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    enrolment = get_visible(user, pk)
    may_give = access.can_give_method(user, enrolment)
    allow(may_give or request.method != "POST")
    form = give_form(request, enrolment) if may_give else None
    if form and form.perform(lambda said: actions.give(enrolment, by=user, **said)):
        messages.success(request, "Metoden är sparad.")
        return redirect("interventions:methods", pk)
    page = about(enrolment) | {"form": form, "methods": queries.methods_of(enrolment, user=user)}
    return render(request, "interventions/methods/methods.html", page)


def give_form(request: HttpRequest, enrolment: Enrolment) -> GiveMethodForm:
    user: Any = request.user
    today: date = request.work.today  # type: ignore[attr-defined]
    staff = queries.colleagues(enrolment.delprojekt_id, today, user.pk)
    return GiveMethodForm(
        request.POST or None, staff=staff, initial={"staff": user.pk, "started_on": today}
    )


@EDIT
def end_method(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    today: date = request.work.today  # type: ignore[attr-defined]
    work = access.get_editable_method(user, pk)
    form = EndMethodForm(request.POST or None, initial={"ended_on": work.ended_on or today})
    if form.perform(lambda said: actions.end(work, by=user, last_day=said["ended_on"])):
        messages.success(request, "Sista dagen är sparad.")
        return redirect("interventions:methods", work.enrolment_id)
    return render(
        request,
        "interventions/methods/end_method.html",
        about(work.enrolment) | {"form": form, "work": work},
    )
