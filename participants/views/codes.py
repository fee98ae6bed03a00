"""The code lists, on the same pages as the other reference lists."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from mia.organisation import doors
from mia.organisation.views import reference
from participants.forms.codes import CODES


@require_safe
def codes_list(request: HttpRequest, slug: str) -> HttpResponse:
    return reference.listed(request, doors.get_listing(CODES, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def codes_new(request: HttpRequest, slug: str) -> HttpResponse:
    return reference.add(request, doors.get_listing(CODES, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def codes_change(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    return reference.change(request, doors.get_listing(CODES, slug), pk)
