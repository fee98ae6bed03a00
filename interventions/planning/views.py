"""A participant's plan: read it, its goals, steps and reviews."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from interventions.methods.queries import colleagues
from interventions.planning import access, actions, queries
from interventions.planning.forms import (
    AddGoalForm,
    AddStepForm,
    ChangeGoalForm,
    ChangeStepForm,
    ReviewForm,
)
from interventions.planning.models import Step
from mia.access.saving import Conflict
from mia.core.workdays import workday
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import can_read_notes, get_editable
from participants.enrolments.models import Enrolment

CHANGED_MEANWHILE = "Någon annan har ändrat steget. Läs om och försök igen."


@require_safe
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, can_read_notes)
    may_edit = access.can_edit_plan(user, enrolment)
    data = {"plan": queries.load_plan(user, enrolment), "may_edit": may_edit, "today": today}
    page = plan_page(enrolment) | {"data": data}
    return render(request, "interventions/planning/plan.html", page)


def plan_page(enrolment: Enrolment) -> dict[str, object]:
    """What every page about a plan shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant}


@EDIT
def add_goal(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_edit_plan)
    form = AddGoalForm(request.POST or None, initial={"started_on": today})
    if form.perform(actions.add_goal, enrolment, by=user):
        messages.success(request, "Målet är sparat.")
        return redirect("interventions:plan", pk)
    page = plan_page(enrolment) | {"form": form}
    return render(request, "interventions/planning/add_goal.html", page)


@EDIT
def change_goal(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    goal = access.get_editable_goal(user, pk)
    initial = {"text": goal.text}
    form = ChangeGoalForm(request.POST or None, instance=goal, initial=initial)
    page = plan_page(goal.enrolment) | {"form": form}
    if form.perform(actions.change_goal, goal, by=user):
        messages.success(request, "Målet är sparat.")
        return redirect("interventions:plan", goal.enrolment_id)
    template = "interventions/planning/change_goal.html"
    return conflict.render_form(request, form, template, page)


@EDIT
def add_step(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_edit_plan)
    form = AddStepForm(
        request.POST or None,
        staff=colleagues(enrolment.delprojekt_id, today, user.pk),
        goals=queries.list_open_goals(user, enrolment),
        initial={"staff": user.pk, "goal": request.GET.get("mal", "")},
    )
    if form.perform(actions.add_step, enrolment, by=user):
        messages.success(request, "Steget är sparat.")
        return redirect("interventions:plan", pk)
    page = plan_page(enrolment) | {"form": form}
    return render(request, "interventions/planning/add_step.html", page)


@EDIT
def change_step(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    step = access.get_editable_step(user, pk)
    form = change_step_form(request, step)
    page = plan_page(step.enrolment) | {"form": form, "step": step}
    if form.perform(actions.change_step, step, by=user):
        messages.success(request, "Steget är sparat.")
        return redirect("interventions:plan", step.enrolment_id)
    template = "interventions/planning/change_step.html"
    return conflict.render_form(request, form, template, page)


def change_step_form(request: StaffRequest, step: Step) -> ChangeStepForm:
    user, today = request.user, request.work.today
    goals = queries.list_open_goals(user, step.enrolment)
    if step.goal is not None and step.goal not in goals:
        goals.append(step.goal)
    return ChangeStepForm(
        request.POST or None,
        instance=step,
        staff=colleagues(step.delprojekt_id, today, step.staff_id or user.pk),
        goals=goals,
        initial={"text": step.text, "agency": step.agency},
    )


@require_POST
def finish_step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Done today: sent by a button on the page of today or on the plan."""
    user, today = request.user, request.work.today
    step = access.get_editable_step(user, pk)
    try:
        actions.finish_step(step, by=user, done_on=today)
    except Conflict:
        messages.warning(request, CHANGED_MEANWHILE)
    else:
        messages.success(request, "Steget är klart.")
    return redirect_back(request, step)


@require_POST
def snooze_step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put off until the next working day."""
    user, today = request.user, request.work.today
    step = access.get_editable_step(user, pk)
    until = next_workday(today)
    try:
        actions.snooze_step(step, by=user, until=until)
    except Conflict:
        messages.warning(request, CHANGED_MEANWHILE)
    else:
        messages.success(request, f"Steget är uppskjutet till {until:%Y-%m-%d}.")
    return redirect_back(request, step)


def next_workday(today: date) -> date:
    return workday(today + timedelta(days=1))


def redirect_back(request: StaffRequest, step: Step) -> HttpResponse:
    """Lead to the page of today when the button was there, else to the plan."""
    if request.POST.get("fran") == "idag":
        return redirect("interventions:today")
    return redirect("interventions:plan", step.enrolment_id)


@EDIT
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_edit_plan)
    form = ReviewForm(request.POST or None, today=today)
    if form.perform(actions.review, enrolment, by=user):
        messages.success(request, "Översynen är sparad.")
        return redirect("interventions:plan", pk)
    page = plan_page(enrolment) | {"form": form}
    return render(request, "interventions/planning/review.html", page)
