"""Groups: the list, one group, its occasions, and the roster of an occasion."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from interventions.groups import access, actions, queries
from interventions.groups.forms import (
    ChangeGroupForm,
    NewGroupForm,
    PlanForm,
    RosterForm,
    TakeInForm,
)
from interventions.methods.queries import colleagues
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow

OCCASIONS_PER_PAGE = 20


@require_safe
def groups(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    allow(access.can_lead_groups(user))
    page = {"groups": queries.list_groups(user, today), "today": today}
    return render(request, "interventions/groups/groups.html", page)


@EDIT
def make(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    allow(access.can_lead_groups(user))
    places = access.group_delprojekt(user)
    staff = queries.possible_leaders(places, today)
    initial = {"leader": user.pk, "started_on": today, "audience": "ALLA"}
    form = NewGroupForm(request.POST or None, places=places, staff=staff, initial=initial)
    group = form.perform(actions.make, by=user, today=today)
    if group is not None:
        messages.success(request, "Gruppen är sparad. Lägg till deltagare och träffar.")
        return redirect(group)
    return render(request, "interventions/groups/make.html", {"form": form})


@require_safe
def group(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    current = access.get_group(user, pk)
    number = request.GET.get("page")
    listed = Paginator(queries.occasions_of(current), OCCASIONS_PER_PAGE).get_page(number)
    members = queries.list_members(user, current, today)
    page = {
        "group": current,
        "members": [(member, access.can_let_go(user, member.enrolment)) for member in members],
        "page": listed,
        "occasions": queries.with_states(user, current, listed, today),
    }
    return render(request, "interventions/groups/group.html", page)


@EDIT
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    changed = access.get_group(user, pk)
    staff = colleagues(changed.delprojekt_id, today, changed.leader_id)
    form = ChangeGroupForm(request.POST or None, instance=changed, staff=staff)
    if form.perform(actions.change, changed, by=user):
        messages.success(request, "Gruppen är ändrad.")
        return redirect(changed)
    page = {"group": changed, "form": form}
    return conflict.render_form(request, form, "interventions/groups/change.html", page)


@EDIT
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    planned = access.get_group(user, pk)
    initial = {"held_on": request.work.today, "minutes": 120}
    form = PlanForm(request.POST or None, initial=initial)
    if form.perform(actions.plan, planned, by=user):
        messages.success(request, "Planerat.")
        return redirect(planned)
    return render(request, "interventions/groups/plan.html", {"group": planned, "form": form})


@EDIT
def take_in(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    joined = access.get_group(user, pk)
    cases = queries.list_addable(user, joined, today)
    form = TakeInForm(request.POST or None, cases=cases)
    if form.perform(actions.take_in, joined, by=user, on=today):
        messages.success(request, "Deltagarna är med i gruppen.")
        return redirect(joined)
    page = {"group": joined, "form": form, "cases": cases}
    return render(request, "interventions/groups/take_in.html", page)


@require_POST
def let_go(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = access.get_member(request.user, pk)
    actions.let_go(member, by=request.user, on=request.work.today)
    messages.success(request, "Deltagaren är inte längre med i gruppen.")
    return redirect(member.group)


@EDIT
def roster(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who came: everyone, but for those who are marked."""
    user, today = request.user, request.work.today
    occasion = access.get_occasion(user, pk)
    rows = queries.list_roster(user, occasion)
    form = RosterForm(request.POST or None, roster=rows, occasion=occasion)
    when = {"at": timezone.now(), "today": today}
    if form.perform(actions.note, occasion, rows, by=user, **when) is not None:
        messages.success(request, "Närvaron är sparad.")
        return redirect(occasion.group)
    page = {"group": occasion.group, "occasion": occasion, "form": form}
    page["may_note"] = occasion.held_on <= today and rows
    status = 409 if form.is_outdated else 200
    return render(request, "interventions/groups/roster.html", page, status=status)
