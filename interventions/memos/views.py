"""Memos: write one, and what one key does with it on the page of today."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interventions.memos import access, actions, queries
from interventions.memos.forms import MemoForm
from interventions.memos.models import Memo
from mia.core.workdays import workday
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable


@EDIT
def write(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_write_memo)
    form = MemoForm(request.POST or None, today=today, initial={"due_on": today})
    if form.perform(actions.write, enrolment, by=user):
        messages.success(request, "Minneslappen är sparad. Den står på din sida Idag den dagen.")
        return redirect("interventions:memos", pk)
    page: dict[str, object] = {"enrolment": enrolment, "form": form}
    page["participant"] = enrolment.participant
    page["memos"] = queries.list_open(user, enrolment)
    return render(request, "interventions/memos/memos.html", page)


@require_POST
def finish(request: StaffRequest, pk: UUID) -> HttpResponse:
    memo = access.get_own_memo(request.user, pk)
    actions.finish(memo, by=request.user, on=request.work.today)
    messages.success(request, "Minneslappen är klar.")
    return back(request, memo)


@require_POST
def snooze(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Until the next working day."""
    memo = access.get_own_memo(request.user, pk)
    until = workday(request.work.today + timedelta(days=1))
    memo = actions.snooze(memo, by=request.user, until=until)
    if memo.done_on is None:
        messages.success(request, f"Minneslappen är uppskjuten till {until:%Y-%m-%d}.")
    else:
        messages.info(request, "Minneslappen är redan klar.")
    return back(request, memo)


def back(request: StaffRequest, memo: Memo) -> HttpResponse:
    """To the page of today when it was done there, else to the memos of the case."""
    if request.POST.get("fran") == "idag":
        return redirect("interventions:today")
    return redirect("interventions:memos", memo.enrolment_id)
