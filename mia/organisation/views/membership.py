"""The roles that staff hold from–to."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mia.organisation import actions, doors
from mia.organisation.forms.membership import LastDayForm, MembershipForm


@require_http_methods(["GET", "HEAD", "POST"])
def membership_new(request: HttpRequest, pk: int) -> HttpResponse:
    user = doors.administrator(request.user)
    staff = doors.get_staff(pk)
    form = MembershipForm(request.POST or None, initial={"started_on": timezone.localdate()})
    if request.method == "POST" and form.does(partial(actions.membership.add, staff, by=user)):
        messages.success(request, "Uppdraget är sparat.")
        return redirect("organisation:staff_page", pk)
    return render(request, "organisation/membership_form.html", {"form": form, "staff": staff})


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = doors.administrator(request.user), timezone.localdate()
    membership = doors.get_membership(pk)
    form = LastDayForm(request.POST or None, instance=membership, initial={"ended_on": membership.ended_on or today})
    if request.method == "POST" and form.does(
        lambda ended_on: actions.membership.end(membership, by=user, last_day=ended_on)
    ):
        messages.success(request, "Uppdraget är avslutat.")
        return redirect("organisation:staff_page", membership.staff_id)
    context = {"form": form, "membership": membership, "may_withdraw": membership.started_on >= today}
    return render(request, "organisation/membership_end.html", context)


@require_POST
def membership_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = doors.administrator(request.user)
    membership = doors.get_membership(pk)
    try:
        actions.membership.withdraw(membership, by=user, today=timezone.localdate())
        messages.success(request, "Uppdraget är tillbakataget.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("organisation:staff_page", membership.staff_id)
