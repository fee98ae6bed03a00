"""The Boston method for a participant: the sheet, and its forms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from interventions.boston import access, actions, queries
from interventions.boston.forms import (
    AddNeedForm,
    AssessForm,
    ChangeGoalForm,
    ChangeNeedForm,
    CorrectReadinessForm,
    FollowUpForm,
    PlanNeedForm,
    SetGoalForm,
)
from interventions.boston.models import (
    DIMENSIONS,
    GOAL_TEXTS,
    GoalNeed,
    Readiness,
    RehabilitationGoal,
)
from interventions.methods.queries import colleagues
from interventions.planning.queries import list_open_goals
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import can_read_notes, get_editable
from participants.enrolments.models import Enrolment

LEVELS = ("level_now", "level_needed")


@require_safe
def boston(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = get_editable(user, pk, can_read_notes)
    page = page_of(enrolment) | {
        "sheet": queries.read_sheet(user, enrolment),
        "may_edit": access.can_work_by_boston(user, enrolment),
    }
    return render(request, "interventions/boston/boston.html", page)


@EDIT
def assess_readiness(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_work_by_boston)
    form = AssessForm(request.POST or None, today=today, initial={"assessed_on": today})
    if form.perform(actions.assess, enrolment, by=user):
        messages.success(request, "Bedömningen är sparad.")
        return redirect("interventions:boston", pk)
    return render(request, "interventions/boston/assess.html", page_of(enrolment) | {"form": form})


@EDIT
def correct_readiness(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    row = access.get_editable(user, Readiness, pk)
    initial = {name: getattr(row, name) for name in (*DIMENSIONS, "comment")}
    form = CorrectReadinessForm(request.POST or None, instance=row, today=today, initial=initial)
    if form.perform(actions.correct_readiness, row, by=user):
        messages.success(request, "Bedömningen är rättad.")
        return redirect("interventions:boston", row.enrolment_id)
    page = page_of(row.enrolment) | {"form": form}
    return conflict.render_form(request, form, "interventions/boston/correct_readiness.html", page)


@EDIT
def set_rehabilitation_goal(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_work_by_boston)
    form = SetGoalForm(request.POST or None, today=today, initial={"set_on": today})
    if form.perform(actions.set_goal, enrolment, by=user):
        messages.success(request, "Målet är sparat.")
        return redirect("interventions:boston", pk)
    return render(
        request, "interventions/boston/set_goal.html", page_of(enrolment) | {"form": form}
    )


@EDIT
def change_rehabilitation_goal(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    goal = access.get_editable(user, RehabilitationGoal, pk)
    initial = {name: getattr(goal, name) for name in GOAL_TEXTS}
    form = ChangeGoalForm(request.POST or None, instance=goal, today=today, initial=initial)
    if form.perform(actions.change_goal, goal, by=user):
        messages.success(request, "Målet är sparat.")
        return redirect("interventions:boston", goal.enrolment_id)
    page = page_of(goal.enrolment) | {"form": form}
    return conflict.render_form(request, form, "interventions/boston/change_goal.html", page)


@EDIT
def add_goal_need(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    goal = access.get_editable(user, RehabilitationGoal, pk)
    form = AddNeedForm(request.POST or None, today=today)
    if form.perform(actions.add_need, goal, by=user):
        messages.success(request, "Sparat.")
        return redirect("interventions:boston", goal.enrolment_id)
    return render(
        request, "interventions/boston/add_need.html", page_of(goal.enrolment) | {"form": form}
    )


@EDIT
def change_goal_need(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    need = access.get_editable(user, GoalNeed, pk)
    initial = {name: getattr(need, name) for name in ("text", *LEVELS)}
    form = ChangeNeedForm(request.POST or None, instance=need, today=today, initial=initial)
    if form.perform(actions.change_need, need, by=user):
        messages.success(request, "Sparat.")
        return redirect("interventions:boston", need.enrolment_id)
    page = page_of(need.enrolment) | {"form": form}
    return conflict.render_form(request, form, "interventions/boston/change_need.html", page)


@EDIT
def plan_goal_need(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Make a step of the plan that closes the gap."""
    user, today = request.user, request.work.today
    need = access.get_editable(user, GoalNeed, pk)
    form = PlanNeedForm(
        request.POST or None,
        staff=colleagues(need.delprojekt_id, today, user.pk),
        goals=list_open_goals(user, need.enrolment),
        initial={"staff": user.pk, "text": need.text[:300]},
    )
    if form.perform(actions.plan_need, need, by=user):
        messages.success(request, "Steget står nu i planen.")
        return redirect("interventions:boston", need.enrolment_id)
    page = page_of(need.enrolment) | {"form": form, "need": need}
    return render(request, "interventions/boston/plan_need.html", page)


@EDIT
def follow_up_goal(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    goal = access.get_editable(user, RehabilitationGoal, pk)
    form = FollowUpForm(request.POST or None, today=today, initial={"followed_on": today})
    if form.perform(actions.follow_up, goal, by=user):
        messages.success(request, "Uppföljningen är sparad.")
        return redirect("interventions:boston", goal.enrolment_id)
    return render(
        request, "interventions/boston/follow_up.html", page_of(goal.enrolment) | {"form": form}
    )


def page_of(enrolment: Enrolment) -> dict[str, object]:
    """What every page of the method shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant}
