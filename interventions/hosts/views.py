"""The register of hosts: search, one host, register and change; agreements about places."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from interventions.hosts import access, actions, queries
from interventions.hosts.forms import (
    ChangeAgreementForm,
    ChangeFollowUpForm,
    ChangeHostForm,
    FollowUpForm,
    HostSearchForm,
    NewAgreementForm,
    NewHostForm,
)
from mia.access.roles import Permission
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow
from participants.registration.access import delprojekt_with


@require_safe
def hosts(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    access.check_hosts(user)
    form = HostSearchForm(request.GET or None, today=today)
    selection = form.selection() if form.is_bound else queries.HostSelection()
    page = {
        "form": form,
        "rows": queries.list_hosts(selection, today),
        "most": queries.MOST_HOSTS,
        "may_edit": access.can_edit_host(user),
    }
    return render(request, "interventions/hosts/hosts.html", page)


@require_safe
def host(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    row = access.get_host(user, pk)
    page = {
        "host": row,
        "branches": queries.names_of(row.branches, queries.branch_names()),
        "agreements": queries.list_agreements(row, today),
        "months": queries.list_months(row, today),
        "may_edit": access.can_edit_host(user),
    }
    return render(request, "interventions/hosts/host.html", page)


@require_safe
def places(request: StaffRequest) -> HttpResponse:
    """Places used against places bought in `?manad=2021-03`, else this month, per agreement."""
    access.check_hosts(request.user)
    month = queries.month_named(request.GET.get("manad", ""), request.work.today)
    page = {
        "month": month,
        "before": month_text(month.first_on - timedelta(days=1)),
        "after": month_text(month.stop),
        "table": queries.month_table(month),
    }
    return render(request, "interventions/hosts/places.html", page)


def month_text(day: date) -> str:
    return f"{day:%Y-%m}"


@EDIT
def register_host(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    allow(access.can_edit_host(user))
    form = NewHostForm(request.POST or None, today=today)
    row = form.perform(actions.register, by=user)
    if row is not None:
        messages.success(request, "Värden är registrerad.")
        return redirect(row)
    return render(request, "interventions/hosts/register_host.html", {"form": form})


@EDIT
def change_host(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    row = access.get_editable_host(user, pk)
    form = ChangeHostForm(request.POST or None, instance=row, today=today)
    if form.perform(actions.change, row, by=user):
        messages.success(request, "Ändringen är sparad.")
        return redirect(row)
    template = "interventions/hosts/change_host.html"
    return conflict.render_form(request, form, template, {"form": form, "host": row})


@require_POST
def remove_host(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Delete a host that nobody has used; one that is used stays, and the page says why."""
    row = access.get_editable_host(request.user, pk)
    try:
        actions.remove(row, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("interventions:host", pk)
    messages.success(request, "Värden är borttagen.")
    return redirect("interventions:hosts")


@EDIT
def make_agreement(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    row = access.get_editable_host(user, pk)
    places = delprojekt_with(user, Permission.EDIT_ENROLMENT)
    form = NewAgreementForm(request.POST or None, places=places, today=today)
    if form.perform(actions.agree, row, by=user):
        messages.success(request, "Avtalet är registrerat.")
        return redirect(row)
    return render(request, "interventions/hosts/make_agreement.html", {"form": form, "host": row})


@EDIT
def change_agreement(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    agreement = access.get_editable_agreement(user, pk)
    form = ChangeAgreementForm(request.POST or None, instance=agreement, today=today)
    if form.perform(actions.change_agreement, agreement, by=user):
        messages.success(request, "Ändringen är sparad.")
        return redirect(agreement.host)
    page = {"form": form, "host": agreement.host, "agreement": agreement}
    return conflict.render_form(request, form, "interventions/hosts/change_agreement.html", page)


@EDIT
def follow_up_agreement(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    agreement = access.get_editable_agreement(user, pk)
    form = FollowUpForm(request.POST or None, initial={"held_on": today})
    if form.perform(actions.follow_up, agreement, by=user):
        messages.success(request, "Uppföljningen är sparad.")
        return redirect(agreement.host)
    page = {"form": form, "host": agreement.host, "agreement": agreement}
    return render(request, "interventions/hosts/follow_up_agreement.html", page)


@EDIT
def change_follow_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = access.get_editable_follow_up(request.user, pk)
    form = ChangeFollowUpForm(request.POST or None, instance=row)
    if form.perform(actions.change_follow_up, row, by=request.user):
        messages.success(request, "Ändringen är sparad.")
        return redirect(row.agreement.host)
    page = {"form": form, "host": row.agreement.host, "agreement": row.agreement}
    return conflict.render_form(request, form, "interventions/hosts/change_follow_up.html", page)
