"""Who gets which method: the tables of a delprojekt, and the list behind each number."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interventions.method_overview import access, queries, wording
from interventions.method_overview.forms import OverviewForm
from mia.organisation.request import StaffRequest
from participants.caseload.queries import CaseloadSelection
from participants.enrolments.access import allow


@require_safe
def method_overview(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    allow(access.can_see_overview(user))
    form = OverviewForm(request.GET.dict(), user=user)
    tables = []
    if form.delprojekt is not None:
        place = form.delprojekt
        tables = queries.list_tables(user, place.pk, place.code, today)
    page = {"form": form, "tables": tables}
    return render(request, "interventions/method_overview/overview.html", page)


@require_safe
def method_participants(request: StaffRequest) -> HttpResponse:
    """The participants that a number of the overview counts."""
    user, today = request.user, request.work.today
    allow(access.can_see_overview(user))
    form = OverviewForm(request.GET.dict(), user=user)
    if form.delprojekt is None:
        raise Http404
    selection = form.selection(form.delprojekt)
    rows, has_next = queries.list_participants(user, selection, form.page, today)
    page = {
        "delprojekt": form.delprojekt,
        "selection": CaseloadSelection(page=form.page),
        "query": selection.query(form.delprojekt.code),
        "conditions": wording.in_words(selection),
        "rows": rows,
        "has_next": has_next,
        "today": today,
    }
    return render(request, "interventions/method_overview/participants.html", page)
