"""The code lists, on the same pages as the other reference lists."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from mia.organisation.reference import access as reference_access
from mia.organisation.reference import views as reference_views
from participants.codes.listings import CODES


@require_safe
def codes_list(request: HttpRequest, slug: str) -> HttpResponse:
    return reference_views.listed(request, reference_access.get_listing(CODES, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def codes_new(request: HttpRequest, slug: str) -> HttpResponse:
    return reference_views.add(request, reference_access.get_listing(CODES, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def codes_change(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    return reference_views.change(request, reference_access.get_listing(CODES, slug), pk)
