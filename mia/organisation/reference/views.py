"""The pages of every reference list; the code lists of participants use them too."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mia.forms import conflict
from mia.organisation.reference import access, actions
from mia.organisation.reference.forms import change_form_class, new_form_class
from mia.organisation.reference.listings import LISTINGS, Listing, label, text_of
from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.staff import access as staff_access


@require_safe
def reference_list(request: StaffRequest, slug: str) -> HttpResponse:
    return list_page(request, access.get_listing(LISTINGS, slug))


@EDIT
def reference_new(request: StaffRequest, slug: str) -> HttpResponse:
    return new_page(request, access.get_listing(LISTINGS, slug))


@EDIT
def reference_change(request: StaffRequest, slug: str, pk: str) -> HttpResponse:
    return change_page(request, access.get_listing(LISTINGS, slug), pk)


def list_page(request: StaffRequest, listing: Listing) -> HttpResponse:
    staff_access.check_administrator(request.user)
    page = {"listing": listing, "rows": list(listing.rows())}
    return render(request, "organisation/reference/reference_list.html", page)


def new_page(request: StaffRequest, listing: Listing) -> HttpResponse:
    staff_access.check_administrator(request.user)
    form = new_form_class(listing)(request.POST or None)
    if form.perform(actions.add, listing.model, by=request.user):
        return _saved(request, listing)
    page = {"listing": listing, "form": form, "heading": listing.add}
    return render(request, "organisation/reference/reference.html", page)


def change_page(request: StaffRequest, listing: Listing, pk: str) -> HttpResponse:
    staff_access.check_administrator(request.user)
    row = access.get_row(listing, pk)
    form = change_form_class(listing)(request.POST or None, instance=row)
    page = {
        "listing": listing,
        "form": form,
        "heading": f"Ändra {listing.model._meta.verbose_name}: {row}",
        "fixed": [(label(listing.model, name), text_of(row, name)) for name in listing.fixed],
    }
    if form.perform(actions.change, row, by=request.user):
        return _saved(request, listing)
    return conflict.render_form(request, form, "organisation/reference/reference.html", page)


def _saved(request: StaffRequest, listing: Listing) -> HttpResponse:
    messages.success(request, "Sparat.")
    return redirect(listing.url)
