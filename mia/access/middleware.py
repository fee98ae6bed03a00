"""The last middleware: one transaction per request, with identity and trail; and no copies of
personal pages.
"""

import logging
from collections.abc import Callable

from django.db import DatabaseError, OperationalError, transaction
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from mia import audit
from mia.access import identity

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]


def route_of(request: HttpRequest) -> str:
    """The route's pattern, never the path: no key of a person in the trail's text."""
    match = request.resolver_match
    return (
        f"{request.method} {match.view_name or match.route}" if match else f"{request.method} okänd"
    )


class NoStore:
    """Personal pages are not kept by browsers or proxies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response


class Transaction:
    """Opens the transaction that carries the identity, writes the trail of reads, and refuses what
    would escape it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/halsa/"):
            return self.get_response(request)
        try:
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
        user = request.user
        actor = user.pk if user.is_authenticated else None
        audit.begin()
        ip = request.META.get("REMOTE_ADDR")
        with identity.acting_as(actor, source=f"/{route_hint(request)}") as work:
            request.work = work  # type: ignore[attr-defined]
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse) and not isinstance(
                response, FileResponse
            ):
                raise RuntimeError(
                    "a streaming response would read after the commit, without an identity"
                )
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif response.status_code not in (403, 404):
                audit.flush(
                    actor=work.actor, request_id=work.request_id, route=route_of(request), ip=ip
                )
        if response.status_code in (403, 404) and actor is not None:
            self._deny(request, work, response.status_code, ip)
        return response

    def _deny(
        self, request: HttpRequest, work: identity.UnitOfWork, status: int, ip: str | None
    ) -> None:
        """A refusal is written in a transaction of its own, after the page's has ended."""
        with identity.acting_as(work.actor, source="denied"):
            audit.write(
                actor=work.actor,
                request_id=work.request_id,
                action=audit.Action.DENIED,
                event=f"access.denied.{status}",
                route=route_of(request),
                ip=ip,
            )


def route_hint(request: HttpRequest) -> str:
    """The first part of the path ("deltagare"): enough for the change audit, and never a key."""
    return request.path_info.strip("/").split("/")[0][:40]
