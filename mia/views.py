"""Pages that belong to no app: start, accessibility statement, health, and the error pages."""

import logging
import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from mia import readiness
from mia.access import replica
from mia.access.identity import UnitOfWork
from mia.access.middleware import unavailable_page
from mia.access.roles import Role
from mia.jobs import sign_on
from mia.organisation.request import StaffRequest

logger = logging.getLogger(__name__)

# Where each role begins its day; someone with several roles begins with the first of them.
FIRST_PAGE = {
    Role.CASE_WORKER: "/idag/",
    Role.PROJECT_LEADER: "/oversikt/",
    Role.COORDINATOR: "/rapporter/",
    Role.INVESTIGATOR: "/oversikt/",
    Role.ADMINISTRATOR: "/administration/",
    Role.LOG_REVIEWER: "/logg/",
    Role.METHOD_SUPERVISOR: "/deltagare/",
    Role.STEERING_GROUP: "/oversikt/",
}


@require_safe
def start(request: StaffRequest) -> HttpResponse:
    for role, page in FIRST_PAGE.items():
        if role in request.user.scope.roles:
            return redirect(page)
    context = {"roles_are_waiting": sign_on.is_waiting(request.user)}
    return render(request, "layout/no_role.html", context)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "layout/accessibility.html")


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Reads nothing from the database."""
    return JsonResponse({"lever": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """503 as long as pages could not be shown, files not be written, or policies do not hold."""
    try:
        problems = readiness.database_problems()
        warnings = readiness.late_housekeeping()
    except Error:
        logger.exception("readiness: the database does not answer")
        problems, warnings = ["databasen svarar inte"], []
    problems += readiness.storage_problems()
    replica_state = {}
    if replica.REPLICA in settings.DATABASES:
        replica_problems = replica.role_problems()
        replica_state["läsreplik"] = "används inte just nu"
        if replica_problems is not None:
            replica_state["läsreplik"] = "används"
            problems += [f"läsrepliken: {problem}" for problem in replica_problems]
    content = {"redo": not problems, "fel": problems} | replica_state
    if warnings:
        content["varningar"] = warnings
    return JsonResponse(content, status=503 if problems else 200)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the same page for what does not exist and for what is outside the user's scope."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was left open longer than the session, or a form from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the error page without the database, which may have failed; the id is in the log."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        response = HttpResponse(render_to_string(unavailable_page(error)), status=503)
        response.headers["Retry-After"] = "30"
        return response
    work: UnitOfWork | None = getattr(request, "work", None)
    context = {"request_id": work.request_id if work else ""}
    return HttpResponse(render_to_string("500.html", context), status=500)
