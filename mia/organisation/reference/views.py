"""One pair of pages for every reference list; the code lists of participants use them too."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mia.access.saving import Conflict
from mia.forms.model_forms import ActionForm
from mia.organisation.reference import access, actions
from mia.organisation.reference.forms import form_for
from mia.organisation.reference.listings import LISTINGS, Listing, label, shown
from mia.organisation.staff import access as staff_access


@require_safe
def reference_list(request: HttpRequest, slug: str) -> HttpResponse:
    return listed(request, access.get_listing(LISTINGS, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def reference_new(request: HttpRequest, slug: str) -> HttpResponse:
    return add(request, access.get_listing(LISTINGS, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def reference_change(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    return change(request, access.get_listing(LISTINGS, slug), pk)


def listed(request: HttpRequest, listing: Listing) -> HttpResponse:
    staff_access.administrator(request.user)
    return render(
        request,
        "organisation/reference/reference_list.html",
        {"listing": listing, "rows": list(listing.rows())},
    )


def add(request: HttpRequest, listing: Listing) -> HttpResponse:
    user = staff_access.administrator(request.user)
    form = form_for(listing)(request.POST or None)
    if request.method == "POST" and form.perform(partial(actions.add, listing.model, by=user)):
        return _saved(request, listing)
    return _form(request, listing, form, heading=listing.add)


def change(request: HttpRequest, listing: Listing, pk: str) -> HttpResponse:
    user = staff_access.administrator(request.user)
    row = access.get_row(listing, pk)
    form = form_for(listing, row)(request.POST or None, instance=row)
    facts: dict[str, Any] = {
        "heading": f"Ändra {listing.model._meta.verbose_name}: {row}",
        "fixed": [(label(listing.model, name), shown(row, name)) for name in listing.fixed],
    }
    try:
        if request.method == "POST" and form.perform(partial(actions.change, row, by=user)):
            return _saved(request, listing)
    except Conflict as conflict:
        return _form(request, listing, form, differences=form.meets(conflict), status=409, **facts)
    return _form(request, listing, form, **facts)


def _saved(request: HttpRequest, listing: Listing) -> HttpResponse:
    messages.success(request, "Sparat.")
    return redirect(listing.url)


def _form(
    request: HttpRequest,
    listing: Listing,
    form: ActionForm,
    *,
    heading: str,
    status: int = 200,
    fixed: list[tuple[str, str]] | None = None,
    differences: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    context = {
        "listing": listing,
        "form": form,
        "heading": heading,
        "fixed": fixed or [],
        "differences": differences or [],
    }
    return render(request, "organisation/reference/reference_form.html", context, status=status)
