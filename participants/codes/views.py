"""The code lists, on the same pages as the other reference lists."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mia.organisation.reference import access as reference_access
from mia.organisation.reference import views as reference_views
from mia.organisation.request import EDIT, StaffRequest
from participants.codes.listings import CODES


@require_safe
def codes_list(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.list_page(request, reference_access.get_listing(CODES, slug))


@EDIT
def codes_new(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.new_page(request, reference_access.get_listing(CODES, slug))


@EDIT
def codes_change(request: StaffRequest, slug: str, pk: str) -> HttpResponse:
    return reference_views.change_page(request, reference_access.get_listing(CODES, slug), pk)
