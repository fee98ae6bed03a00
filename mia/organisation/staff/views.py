"""Staff: find, add, change, and give a new one-time password. No name is ever in an address."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from mia.access.saving import Conflict
from mia.forms import conflict
from mia.organisation.memberships.queries import memberships_of
from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.staff import access, actions
from mia.organisation.staff.forms import NewPasswordForm, NewStaffForm, SearchForm, StaffForm
from mia.organisation.staff.queries import staff_listed

PAGE_SIZE = 50
SEARCH_PAGE_SIZE = 200


@EDIT
def staff_list(request: StaffRequest) -> HttpResponse:
    """The list in pages. A search comes by POST, and its result stands on one page."""
    access.check_administrator(request.user)
    form = SearchForm(request.POST or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    staff = staff_listed(request.work.today, words)
    if words:
        page = Paginator(staff, SEARCH_PAGE_SIZE).get_page(1)
    else:
        page = Paginator(staff, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "words": words}
    return render(request, "organisation/staff/staff_list.html", context)


@require_safe
def staff_page(request: StaffRequest, pk: int) -> HttpResponse:
    access.check_administrator(request.user)
    staff = access.get_staff(pk)
    context = {
        "staff": staff,
        "memberships": memberships_of(staff),
        "password_form": NewPasswordForm(),
        "may_change_rights": access.can_change_rights(request.user, staff),
        "today": request.work.today,
    }
    return render(request, "organisation/staff/staff_page.html", context)


@EDIT
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
def staff_change(request: StaffRequest, pk: int) -> HttpResponse:
    access.check_administrator(request.user)
    staff = access.get_staff(pk)
    form = StaffForm(request.POST or None, instance=staff)
    page = {"form": form, "staff": staff}
    try:
        if form.perform(actions.change, staff, by=request.user):
            return redirect("organisation:staff_page", pk)
    except Conflict as error:
        return conflict.respond(request, form, error, "organisation/staff/staff_form.html", page)
    return render(request, "organisation/staff/staff_change.html", page)


@require_POST
def staff_password(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the new one-time password: it is in this one response, and nowhere else."""
    access.check_administrator(request.user)
    staff = access.get_staff(pk)
    form = NewPasswordForm(request.POST)
    form.full_clean()
    try:
        password = actions.renew_password(staff, by=request.user, **form.cleaned_data)
    except ValidationError:
        raise PermissionDenied from None
    context = {"staff": staff, "password": password, "is_new": False}
    return render(request, "organisation/staff/password.html", context)
