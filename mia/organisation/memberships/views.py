"""Memberships: give a role to a member of staff, end it, take it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mia.organisation.memberships import access, actions
from mia.organisation.memberships.forms import LastDayForm, MembershipForm
from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.staff import access as staff_access


@EDIT
def membership_new(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    staff = staff_access.get_staff(pk)
    form = MembershipForm(request.POST or None, initial={"started_on": request.work.today})
    if form.perform(actions.add, staff, by=request.user):
        messages.success(request, "Uppdraget är sparat.")
        return redirect("organisation:staff_page", pk)
    page = {"form": form, "staff": staff}
    return render(request, "organisation/memberships/membership_form.html", page)


@EDIT
def membership_end(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    membership, today = access.get_membership(pk), request.work.today
    form = LastDayForm(
        request.POST or None,
        instance=membership,
        initial={"ended_on": membership.ended_on or today},
    )
    if form.perform(actions.end, membership, by=request.user):
        messages.success(request, "Uppdraget är avslutat.")
        return redirect("organisation:staff_page", membership.staff_id)
    may_withdraw = membership.started_on >= today
    page = {"form": form, "membership": membership, "may_withdraw": may_withdraw}
    return render(request, "organisation/memberships/membership_end.html", page)


@require_POST
def membership_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    membership = access.get_membership(pk)
    try:
        actions.withdraw(membership, by=request.user, today=request.work.today)
        messages.success(request, "Uppdraget är tillbakataget.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("organisation:staff_page", membership.staff_id)
