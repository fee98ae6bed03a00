"""The last middleware: one transaction per request, with its identity and its row of the access
log; and no copies of personal pages.
"""

import logging
from collections.abc import Callable
from urllib.parse import unquote
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, OperationalError, transaction
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from mia import audit
from mia.access import identity, tokens
from mia.core.bodies import BEFORE_LOGIN, largest_body

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]
REFUSED = (403, 404)


def route_of(request: HttpRequest) -> str:
    """Return the route's name or pattern, never the path: the access log's text has no keys."""
    match = request.resolver_match
    if match is None:
        return f"{request.method} okänd"
    return f"{request.method} {match.view_name or match.route}"


def section_of(request: HttpRequest) -> str:
    """Return the first part of the path ("deltagare"): enough for the change history, no keys."""
    return request.path_info.strip("/").split("/")[0][:40]


def keys_of(request: HttpRequest) -> list[UUID]:
    """Return the keys of rows in the path."""
    match = request.resolver_match
    if match is None:
        return []
    return [value for value in match.kwargs.values() if isinstance(value, UUID)]


class ReadableAddress:
    """Refuses an address with NUL in it (400): no text in the database can hold it, and no page
    asks for it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query: str = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "\0" in unquote(query):
            return HttpResponse(render_to_string("400.html"), status=400)
        return self.get_response(request)


class BodyLimits:
    """Refuses a body (413) that is larger than the page takes, before a byte of it is read.

    What has no length (chunked) is not read at all: Django takes it for empty.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= BEFORE_LOGIN:
            return self.get_response(request)
        largest = largest_body(
            request.path_info,
            has_session=request.user.is_authenticated,
            largest_file=settings.IMPORT_MAX_BYTES,
        )
        if int(length) > largest:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)


class NoStore:
    """Personal pages are not kept by browsers or proxies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response


class Transaction:
    """Opens the transaction that carries the identity and sets `request.work`, writes the row of
    the access log before the commit, and refuses a response that would read after it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/halsa/"):
            return self.get_response(request)
        try:
            with tokens.serving_page():
                return self._within(request)
        except OperationalError:
            logger.exception("the database does not answer")
            response = render(request, "503.html", status=503)
            response.headers["Retry-After"] = "30"
            return response
        except DatabaseError:
            logger.exception("the unit of work could not be finished")
            return render(request, "500.html", status=500)
        finally:
            audit.end()

    def _within(self, request: HttpRequest) -> HttpResponse:
        actor = request.user.pk if request.user.is_authenticated else None
        audit.begin()
        with identity.acting_as(actor, source=f"/{section_of(request)}") as work:
            request.work = work  # type: ignore[attr-defined] # StaffRequest declares it for views
            response = self.get_response(request)
            _refuse_stream(response)
            is_refused = response.status_code in REFUSED
            if is_refused or response.status_code >= 500:
                transaction.set_rollback(True)
            else:
                audit.flush(
                    actor=work.actor,
                    request_id=work.request_id,
                    route=route_of(request),
                    ip=request.META.get("REMOTE_ADDR"),
                )
        if is_refused and actor is not None:
            self._record_refusal(request, work, response.status_code)
        return response

    def _record_refusal(
        self, request: HttpRequest, work: identity.UnitOfWork, status_code: int
    ) -> None:
        """A refusal is written in a transaction of its own, after the page's has ended."""
        with identity.acting_as(work.actor, source="denied"):
            audit.write_refusal(
                keys=keys_of(request),
                request_id=work.request_id,
                event=f"access.denied.{status_code}",
                route=route_of(request),
                ip=request.META.get("REMOTE_ADDR"),
            )


def _refuse_stream(response: HttpResponse) -> None:
    """Raise RuntimeError for a response that would read from the database after the commit."""
    is_stream = isinstance(response, StreamingHttpResponse)
    if is_stream and not isinstance(response, FileResponse):
        raise RuntimeError("a streaming response would read after the commit, without an identity")
