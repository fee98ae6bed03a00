"""The calendar outside MIA: its secret address, and what is fetched there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from interventions.calendars import access, actions, queries
from mia import audit
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow


@EDIT
def calendar(request: StaffRequest) -> HttpResponse:
    """Whether there is an address; sent, a new one, which is shown this once."""
    user = request.user
    allow(access.can_have_calendar(user))
    address = ""
    if request.method == "POST":
        secret = actions.make_address(by=user)
        address = request.build_absolute_uri(reverse("interventions:feed", args=[secret]))
    page = {"address": address, "has_feed": queries.has_feed(user)}
    return render(request, "interventions/calendars/calendar.html", page)


@require_POST
def revoke(request: StaffRequest) -> HttpResponse:
    allow(access.can_have_calendar(request.user))
    actions.revoke(by=request.user)
    messages.success(request, "Adressen är återkallad. Kalendern får inga fler tider.")
    return redirect("interventions:calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, for the program that knows its address. Each fetch is recorded."""
    digest = queries.digest_of(secret)
    owner = queries.find_owner(digest)
    if owner is None:
        raise Http404
    if access.is_fetched_too_often(digest):
        return HttpResponse(status=429, headers={"Retry-After": f"{access.HOUR}"})
    audit.record_event(audit.Action.READ, "calendar.fetched", staff=owner)
    content = queries.render_calendar(queries.list_meetings(digest), timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
