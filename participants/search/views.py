"""Search for a participant. What is searched for travels in the body, never in an address."""

from django.http import HttpResponse
from django.shortcuts import render

from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments import access as enrolments_access
from participants.registration import access as registration_access
from participants.search import actions, queries
from participants.search.forms import SearchForm


@EDIT
def search(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(enrolments_access.can_see_participants(user))
    form = SearchForm(request.POST or None, today=today)
    matches = form.perform(actions.search, by=user)
    rows = matches or []
    persons = {row.participant for row in rows}
    page = {
        "form": form,
        "is_searched": matches is not None,
        "rows": rows,
        "is_cut": len(persons) >= queries.MOST_PERSONS,
        "most": queries.MOST_PERSONS,
        "today": today,
        "may_register": registration_access.can_register_participant(user),
    }
    return render(request, "participants/search/search.html", page)
