"""The log-ins of a person: one's own to see and end, somebody else's to end by an administrator."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mia.organisation.request import StaffRequest
from mia.organisation.second_factor import requires_recent_factor
from mia.organisation.sessions import access, actions, queries
from mia.organisation.sessions.current import session_key
from mia.organisation.staff import access as staff_access


@require_safe
def own(request: StaffRequest) -> HttpResponse:
    sessions = queries.open_sessions(request.user, timezone.now())
    page = {"sessions": sessions, "current": session_key(request)}
    return render(request, "organisation/sessions/own.html", page)


@require_POST
def end_own(request: StaffRequest, pk: UUID) -> HttpResponse:
    session = access.get_own(request.user, pk)
    actions.end(session, by=request.user, at=timezone.now())
    messages.success(request, "Inloggningen är avslutad.")
    return redirect("account_sessions")


@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    user = request.user
    actions.end_all(user, by=user, at=timezone.now(), but=session_key(request))
    messages.success(request, "Dina andra inloggningar är avslutade.")
    return redirect("account_sessions")


@require_POST
@requires_recent_factor("logga ut personen överallt")
def end_of_staff(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    staff = staff_access.get_staff(pk)
    if not staff_access.can_change_rights(request.user, staff):
        raise PermissionDenied
    actions.end_all(staff, by=request.user, at=timezone.now())
    messages.success(request, f"{staff} är utloggad överallt.")
    return redirect("organisation:staff_page", pk)
