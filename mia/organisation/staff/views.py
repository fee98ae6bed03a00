"""Staff: find, add, change, and give a new one-time password. No name is ever in an address."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mia.access.saving import Conflict
from mia.organisation.memberships.queries import memberships_of
from mia.organisation.staff import access, actions
from mia.organisation.staff.forms import NewPasswordForm, NewStaffForm, SearchForm, StaffForm
from mia.organisation.staff.queries import staff_listed

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def staff_list(request: HttpRequest) -> HttpResponse:
    """A search comes by POST, and shows its finds on one page."""
    access.administrator(request.user)
    form = SearchForm(request.POST or None)
    words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    found = staff_listed(timezone.localdate(), words)
    page = Paginator(found, 200 if words else PAGE_SIZE).get_page(
        1 if words else request.GET.get("page")
    )
    return render(
        request, "organisation/staff/staff_list.html", {"form": form, "page": page, "words": words}
    )


@require_safe
def staff_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = access.administrator(request.user)
    staff = access.get_staff(pk)
    context = {
        "staff": staff,
        "memberships": memberships_of(staff),
        "password_form": NewPasswordForm(),
        "may_change_rights": access.can_change_rights(user, staff),
        "today": timezone.localdate(),
    }
    return render(request, "organisation/staff/staff_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def staff_new(request: HttpRequest) -> HttpResponse:
    user = access.administrator(request.user)
    form = NewStaffForm(request.POST or None)
    made: list[Any] = []
    if request.method == "POST" and form.perform(
        lambda **facts: made.extend(actions.add(by=user, **facts))
    ):
        staff, password = made
        return render(
            request,
            "organisation/staff/password.html",
            {"staff": staff, "password": password, "is_new": True},
        )
    return render(
        request,
        "organisation/staff/staff_form.html",
        {"form": form, "staff": None, "differences": []},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def staff_change(request: HttpRequest, pk: int) -> HttpResponse:
    user = access.administrator(request.user)
    staff = access.get_staff(pk)
    form = StaffForm(request.POST or None, instance=staff)
    context: dict[str, Any] = {"form": form, "staff": staff, "differences": []}
    try:
        if request.method == "POST" and form.perform(partial(actions.change, staff, by=user)):
            return redirect("organisation:staff_page", pk)
    except Conflict as conflict:
        context["differences"] = form.meets(conflict)
        return render(request, "organisation/staff/staff_form.html", context, status=409)
    return render(request, "organisation/staff/staff_form.html", context)


@require_POST
def staff_password(request: HttpRequest, pk: int) -> HttpResponse:
    """The password is in this one response, and nowhere else."""
    user = access.administrator(request.user)
    staff = access.get_staff(pk)
    form = NewPasswordForm(request.POST)
    form.full_clean()
    try:
        password = actions.renew_password(staff, by=user, **form.cleaned_data)
    except ValidationError:
        raise PermissionDenied from None
    return render(
        request,
        "organisation/staff/password.html",
        {"staff": staff, "password": password, "is_new": False},
    )
