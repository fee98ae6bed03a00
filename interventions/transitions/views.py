"""Transitions: those there are, plan one, say how it went."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from interventions.transitions import access, actions, queries
from interventions.transitions.forms import ChangeForm, PlanForm
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, get_visible
from participants.enrolments.models import Enrolment


@EDIT
def transitions(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The transitions of a case, and for those who may, a form to plan one."""
    user, today = request.user, request.work.today
    enrolment = get_visible(user, pk)
    may_plan = access.can_plan_transition(user, enrolment)
    allow(may_plan or request.method != "POST")
    form = None
    if may_plan:
        form = PlanForm(request.POST or None, today=today, initial={"planned_on": today})
    if form and form.perform(actions.plan, enrolment, by=user):
        messages.success(request, "Övergången är sparad.")
        return redirect("interventions:transitions", pk)
    rows = queries.list_transitions(user, enrolment)
    page = transition_page(enrolment) | {"form": form, "transitions": rows}
    return render(request, "interventions/transitions/transitions.html", page)


@EDIT
def change_transition(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    transition = access.get_editable_transition(user, pk)
    form = ChangeForm(request.POST or None, instance=transition, today=today)
    page = transition_page(transition.enrolment) | {"form": form, "transition": transition}
    if form.perform(actions.change, transition, by=user):
        messages.success(request, "Ändringen är sparad.")
        return redirect("interventions:transitions", transition.enrolment_id)
    return conflict.render_form(
        request, form, "interventions/transitions/change_transition.html", page
    )


def transition_page(enrolment: Enrolment) -> dict[str, object]:
    """What every page about transitions shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant}
