"""Staff with their memberships: the list, the page of one, and roles given, ended, taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mia.organisation.memberships import access, actions, queries
from mia.organisation.memberships.forms import MembershipEndForm, MembershipForm
from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.resets.access import can_confirm_reset
from mia.organisation.resets.queries import waiting_reset_of
from mia.organisation.second_factor import requires_recent_factor
from mia.organisation.sessions.queries import open_sessions
from mia.organisation.staff import access as staff_access
from mia.organisation.staff.forms import StaffSearchForm

PAGE_SIZE = 50
SEARCH_PAGE_SIZE = 200


@EDIT
def staff_list(request: StaffRequest) -> HttpResponse:
    """The list in pages. A search comes by POST, and its result stands on one page."""
    staff_access.check_administrator(request.user)
    form = StaffSearchForm(request.POST or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    staff = queries.staff_listed(request.work.today, words)
    if words:
        page = Paginator(staff, SEARCH_PAGE_SIZE).get_page(1)
    else:
        page = Paginator(staff, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "words": words}
    return render(request, "organisation/memberships/staff_list.html", context)


@require_safe
def staff_page(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    staff, now = staff_access.get_staff(pk), timezone.now()
    reset = waiting_reset_of(staff, now)
    context = {
        "staff": staff,
        "memberships": queries.memberships_of(staff),
        "reset": reset,
        "may_confirm": reset is not None and can_confirm_reset(request.user, reset),
        "session_count": open_sessions(staff, now).count(),
        "may_change_rights": staff_access.can_change_rights(request.user, staff),
        "today": request.work.today,
    }
    return render(request, "organisation/memberships/staff_page.html", context)


@EDIT
@requires_recent_factor("ge ett uppdrag")
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
@requires_recent_factor("avsluta uppdraget")
def membership_end(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    membership, today = access.get_membership(pk), request.work.today
    form = MembershipEndForm(
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
@requires_recent_factor("ta tillbaka uppdraget")
def membership_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    membership = access.get_membership(pk)
    try:
        actions.withdraw(membership, by=request.user, today=request.work.today)
        messages.success(request, "Uppdraget är tillbakataget.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("organisation:staff_page", membership.staff_id)
