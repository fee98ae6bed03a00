"""Two registrations of one person: find them, compare them, merge them, take it back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments import access as enrolments_access
from participants.merging import access, actions, queries
from participants.merging.forms import MergeForm
from participants.search import actions as search_actions
from participants.search.forms import SearchForm

ALREADY_ONE = "Registreringarna är redan sammanslagna."
MERGED = "Registreringarna är sammanslagna. Allt finns nu på en och samma deltagare."
UNDONE = "Sammanslagningen är tillbakatagen. Deltagarna har var sin registrering igen."


@require_safe
def duplicates(request: StaffRequest) -> HttpResponse:
    enrolments_access.allow(access.can_list_duplicates(request.user))
    pairs = queries.duplicates(request.user, request.work.today)
    page = {"pairs": pairs, "most": queries.MOST_PAIRS}
    return render(request, "participants/merging/duplicates.html", page)


@EDIT
def choose(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What may be the same person, a search for another one, and the merges that were made."""
    user, today = request.user, request.work.today
    enrolment = access.get_mergeable(user, pk)
    form = SearchForm(request.POST or None, today=today)
    rows = form.perform(search_actions.search, by=user)
    person = enrolment.participant_id
    page = {
        "enrolment": enrolment,
        "pairs": queries.duplicates(user, today, person),
        "form": form,
        "is_searched": rows is not None,
        "rows": [row for row in rows or [] if row.participant.key != person],
        "merges": queries.merges_of(user, enrolment),
    }
    return render(request, "participants/merging/choose.html", page)


@EDIT
def merge(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    user = request.user
    first, second = access.get_mergeable(user, pk), access.get_mergeable(user, other)
    if first.participant_id == second.participant_id:
        messages.info(request, ALREADY_ONE)
        return redirect(first)
    comparison = queries.compare(user, first, second)
    form = MergeForm(request.POST or None, comparison=comparison)
    if form.perform(actions.merge, first.participant, second.participant, by=user):
        messages.success(request, MERGED)
        return redirect(first)
    page = {"enrolment": first, "comparison": comparison, "form": form}
    return render(request, "participants/merging/merge.html", page)


@require_POST
def undo(request: StaffRequest, pk: UUID, merge: UUID) -> HttpResponse:
    enrolment = access.get_mergeable(request.user, pk)
    row = access.get_merge(request.user, enrolment, merge)
    try:
        actions.undo(row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("participants:merge_choose", pk)
    messages.success(request, UNDONE)
    return redirect(enrolment)
