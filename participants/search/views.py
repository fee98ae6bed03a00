"""Search for a participant. What is searched for travels in the body, never in an address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments import access as enrolments_access
from participants.registration import access as registration_access
from participants.search import actions, queries
from participants.search.forms import SearchForm, is_name_of
from participants.search.queries import SearchRow


def is_exact(criteria: dict[str, Any], row: SearchRow) -> bool:
    """Whether the only hit is what was written, and no mere resemblance: it opens at once."""
    words = criteria.get("words")
    return not words or is_name_of(words, str(row.participant))


@EDIT
def search(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(enrolments_access.can_see_participants(user))
    form = SearchForm(request.POST or None, today=today)
    matches = form.perform(actions.search, by=user)
    rows = matches or []
    if len(rows) == 1 and is_exact(form.criteria, rows[0]):
        return redirect(rows[0])
    persons = {row.participant for row in rows}
    page = {
        "form": form,
        "is_searched": matches is not None,
        "rows": rows,
        "recent": queries.recently_opened(user) if request.method != "POST" else [],
        "is_cut": len(persons) >= queries.MOST_PERSONS,
        "most": queries.MOST_PERSONS,
        "today": today,
        "may_register": registration_access.can_register_participant(user),
    }
    return render(request, "participants/search/search.html", page)
