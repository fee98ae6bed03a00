"""The row of the session that makes a request: begun at log-in, checked at every request."""

import logging
from datetime import datetime
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from mia import audit
from mia.access import identity
from mia.organisation.sessions.agent import Agent, agent_of, partly_hidden
from mia.organisation.sessions.models import PRECISION, StaffSession
from mia.organisation.staff.models import Staff

logger = logging.getLogger(__name__)
KEY = "staff_session"


def session_key(request: HttpRequest) -> UUID | None:
    """The key of the session's row, None for a session that nobody began by logging in."""
    key = request.session.get(KEY)
    return UUID(key) if key else None


def begin(request: HttpRequest, staff: Staff, at: datetime) -> None:
    """Keep the new log-in, and its key in the session."""
    agent = agent_of_request(request)
    row = StaffSession.objects.create(
        staff=staff,
        browser=agent.browser,
        system=agent.system,
        address=partly_hidden(request.META.get("REMOTE_ADDR", "")),
        started_at=at,
        last_used_at=at,
    )
    request.session[KEY] = str(row.pk)


def finish(request: HttpRequest, at: datetime) -> None:
    """Close the row of a session that is logged out."""
    key = session_key(request)
    if key is not None:
        StaffSession.objects.filter(pk=key, ended_at=None).update(ended_at=at)


def is_current(request: HttpRequest, at: datetime) -> bool:
    """Tell whether the session is open, and used by the kind of browser that logged in.

    One statement, and a second each five minutes. A cookie that turns up in another kind of browser
    is taken for stolen: the session ends for both, and the log gets a line without personal data.
    """
    key = session_key(request)
    staff_id = request.session[SESSION_KEY]
    if key is None:
        return False
    row = StaffSession.objects.filter(pk=key, staff_id=staff_id, ended_at=None).first()
    if row is None:
        return False
    if Agent(row.browser, row.system) != agent_of_request(request):
        _refuse(request, row, at)
        return False
    if at - row.last_used_at >= PRECISION:
        with identity.acting_as(row.staff_id, source="konto"):
            StaffSession.objects.filter(pk=key).update(last_used_at=at)
    return True


def _refuse(request: HttpRequest, row: StaffSession, at: datetime) -> None:
    """End a session that is taken for stolen; the access log names whose it was."""
    logger.warning("a session was used in another kind of browser and has been ended: %s", row.pk)
    with identity.acting_as(row.staff_id, source="konto") as work:
        finish(request, at)
        audit.write(
            actor=work.actor,
            request_id=work.request_id,
            action=audit.Action.DENIED,
            event="session.refused",
            route="",
            ip=request.META.get("REMOTE_ADDR"),
        )


def agent_of_request(request: HttpRequest) -> Agent:
    return agent_of(request.META.get("HTTP_USER_AGENT", ""))
