"""Search for a participant. What is searched for travels in the body, never in an address."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from mia.organisation.request import StaffRequest
from participants.enrolments import access as enrolments_access
from participants.registration import access as registration_access
from participants.search import queries
from participants.search.forms import SearchForm


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(enrolments_access.can_see_participants(user))
    form = SearchForm(request.POST if request.method == "POST" else None, today=today)
    page: dict[str, Any] = {
        "form": form,
        "searched": False,
        "people": [],
        "today": today,
        "most": queries.MOST_FOUND,
    }
    if form.is_valid():
        rows = queries.search(user, today=today, **form.wanted)
        people = [
            (person, list(stays))
            for person, stays in groupby(rows, key=lambda row: row.participant)
        ]
        page |= {"searched": True, "people": people}
    page["may_register"] = registration_access.can_register_participant(user)
    return render(request, "participants/search/search.html", page)
