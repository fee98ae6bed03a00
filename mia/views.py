"""Pages that belong to no app: the way in, health, what is said when something goes wrong."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from mia.access import replica
from mia.access.roles import Role

logger = logging.getLogger(__name__)

# Where each role begins its day; someone with several roles begins with the first of them.
FIRST_PAGE = {
    Role.CASE_WORKER: "/deltagare/",
    Role.PROJECT_LEADER: "/oversikt/",
    Role.COORDINATOR: "/rapporter/",
    Role.INVESTIGATOR: "/oversikt/",
    Role.ADMINISTRATOR: "/administration/",
}
DATABASE_ROLE = "mia_app"


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    roles = request.user.scope.roles  # type: ignore[union-attr]
    for role, page in FIRST_PAGE.items():
        if role in roles:
            return redirect(page)
    return render(request, "layout/no_role.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "layout/accessibility.html")


@login_not_required
@require_safe
@transaction.non_atomic_requests
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database."""
    return JsonResponse({"lever": True})


@login_not_required
@require_safe
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> HttpResponse:
    """503 as long as pages could not be shown, or would be shown past the policies."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT session_user, current_user")
            problems = wrong_roles(*cursor.fetchone())
    except Error:
        logger.exception("readiness: the database does not answer")
        problems = ["databasen svarar inte"]
    replica, wrong = replica_state()
    problems += wrong
    return JsonResponse(
        {"redo": not problems, "fel": problems} | replica, status=503 if problems else 200
    )


def replica_state() -> tuple[dict[str, str], list[str]]:
    """What is said of the replica, and what is wrong: reports work without it, but not past the
    policies.
    """
    if replica.REPLICA not in settings.DATABASES:
        return {}, []
    roles = replica.roles()
    wrong = [f"läsrepliken: {problem}" for problem in wrong_roles(*roles)] if roles else []
    return {"läsreplik": "används" if roles else "används inte just nu"}, wrong


def wrong_roles(session_user: str, current_user: str) -> list[str]:
    """The policies hold for mia_app only: anyone else owns tables, or could become someone who
    does.
    """
    return [
        f"databasrollen är {name}, inte {DATABASE_ROLE}"
        for name in dict.fromkeys((session_user, current_user))
        if name != DATABASE_ROLE
    ]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same body for what does not exist and for what is outside the user's scope."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was left open longer than the session, or a form from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what failed. The id leads to the log."""
    if isinstance(sys.exc_info()[1], OperationalError):
        response = HttpResponse(render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = "30"
        return response
    work: Any = getattr(request, "work", None)
    return HttpResponse(
        render_to_string("500.html", {"request_id": work.request_id if work else ""}), status=500
    )
