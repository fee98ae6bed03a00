"""Staff: add, change, and give a new one-time password. No name is ever in an address."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.second_factor import requires_recent_factor
from mia.organisation.staff import access, actions
from mia.organisation.staff.forms import NewStaffForm, StaffForm


@EDIT
@requires_recent_factor("lägga till en användare")
def staff_new(request: StaffRequest) -> HttpResponse:
    access.check_administrator(request.user)
    form = NewStaffForm(request.POST or None)
    new_staff = form.perform(actions.add, by=request.user)
    if new_staff is not None:
        staff, password = new_staff
        context = {"staff": staff, "password": password, "is_new": True}
        return render(request, "organisation/staff/password.html", context)
    return render(request, "organisation/staff/staff_new.html", {"form": form})


@EDIT
@requires_recent_factor("ändra uppgifterna")
def staff_change(request: StaffRequest, pk: int) -> HttpResponse:
    access.check_administrator(request.user)
    staff = access.get_staff(pk)
    form = StaffForm(request.POST or None, instance=staff)
    page = {"form": form, "staff": staff}
    if form.perform(actions.change, staff, by=request.user):
        return redirect("organisation:staff_page", pk)
    return conflict.render_form(request, form, "organisation/staff/staff.html", page)


@require_POST
@requires_recent_factor("ge ett nytt engångslösenord")
def staff_password(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the new one-time password: it is in this one response, and nowhere else."""
    access.check_administrator(request.user)
    staff = access.get_staff(pk)
    try:
        password = actions.renew_password(staff, by=request.user)
    except ValidationError:
        raise PermissionDenied from None
    context = {"staff": staff, "password": password, "is_new": False}
    return render(request, "organisation/staff/password.html", context)
