"""The roles that staff hold from–to."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mia.organisation.memberships import access, actions
from mia.organisation.memberships.forms import LastDayForm, MembershipForm
from mia.organisation.staff import access as staff_access


@require_http_methods(["GET", "HEAD", "POST"])
def membership_new(request: HttpRequest, pk: int) -> HttpResponse:
    user = staff_access.administrator(request.user)
    staff = staff_access.get_staff(pk)
    form = MembershipForm(request.POST or None, initial={"started_on": timezone.localdate()})
    if request.method == "POST" and form.perform(partial(actions.add, staff, by=user)):
        messages.success(request, "Uppdraget är sparat.")
        return redirect("organisation:staff_page", pk)
    return render(
        request, "organisation/memberships/membership_form.html", {"form": form, "staff": staff}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = staff_access.administrator(request.user), timezone.localdate()
    membership = access.get_membership(pk)
    form = LastDayForm(
        request.POST or None,
        instance=membership,
        initial={"ended_on": membership.ended_on or today},
    )
    if request.method == "POST" and form.perform(
        lambda ended_on: actions.end(membership, by=user, last_day=ended_on)
    ):
        messages.success(request, "Uppdraget är avslutat.")
        return redirect("organisation:staff_page", membership.staff_id)
    context = {
        "form": form,
        "membership": membership,
        "may_withdraw": membership.started_on >= today,
    }
    return render(request, "organisation/memberships/membership_end.html", context)


@require_POST
def membership_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = staff_access.administrator(request.user)
    membership = access.get_membership(pk)
    try:
        actions.withdraw(membership, by=user, today=timezone.localdate())
        messages.success(request, "Uppdraget är tillbakataget.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("organisation:staff_page", membership.staff_id)
