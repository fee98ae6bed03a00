"""Methods: those given, give one more, end one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from interventions.methods import access, actions, queries
from interventions.methods.forms import EndMethodForm, GiveMethodForm
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, get_visible
from participants.enrolments.models import Enrolment


@EDIT
def methods(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The methods of a case, and for those who may, a form to give one more."""
    user = request.user
    enrolment = get_visible(user, pk)
    may_give = access.can_give_method(user, enrolment)
    allow(may_give or request.method != "POST")
    form = None
    if may_give:
        form = give_form(request, enrolment)
    if form and form.perform(actions.give, enrolment, by=user):
        messages.success(request, "Metoden är sparad.")
        return redirect("interventions:methods", pk)
    given_methods = queries.list_methods(user, enrolment)
    page = method_page(enrolment) | {"form": form, "methods": given_methods}
    return render(request, "interventions/methods/methods.html", page)


def give_form(request: StaffRequest, enrolment: Enrolment) -> GiveMethodForm:
    """The form as it was sent; at first with the user as staff, from today."""
    user = request.user
    today = request.work.today
    staff = queries.colleagues(enrolment.delprojekt_id, today, user.pk)
    initial = {"staff": user.pk, "started_on": today}
    return GiveMethodForm(request.POST or None, staff=staff, initial=initial)


@EDIT
def end_method(request: StaffRequest, pk: UUID) -> HttpResponse:
    """End a method after its last day, or move that day."""
    user = request.user
    work = access.get_editable_method(user, pk)
    last_day = work.ended_on or request.work.today
    form = EndMethodForm(request.POST or None, initial={"ended_on": last_day})
    if form.perform(actions.end, work, by=user):
        messages.success(request, "Sista dagen är sparad.")
        return redirect("interventions:methods", work.enrolment_id)
    page = method_page(work.enrolment) | {"form": form, "work": work}
    return render(request, "interventions/methods/end_method.html", page)


def method_page(enrolment: Enrolment) -> dict[str, object]:
    """What every page about methods shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant}
