"""The list of cases without contact, or with a gap that is coming."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interventions.continuity import access, queries
from mia.organisation.request import StaffRequest
from participants.enrolments.access import allow


@require_safe
def continuity(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    allow(access.can_see_continuity(user))
    rows = queries.list_gaps(user, today)
    page = {"rows": rows, "is_cut": len(rows) == queries.MOST_ROWS}
    return render(request, "interventions/continuity/continuity.html", page)
