"""Handovers: the cases of a colleague, what became of them, undoing, and the text about one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from interventions.handovers import access, actions, queries
from interventions.handovers.forms import HandoverForm, HandoverNoteForm
from interventions.handovers.suggestions import suggest
from interventions.workload.queries import ceilings_on, read_numbers
from mia.forms.base import PlainForm
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable


@EDIT
def handover(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The open cases of a colleague, each with somebody who is suggested."""
    user, today = request.user, request.work.today
    leaving = access.get_leaving(user, code, pk)
    cases = queries.cases_of(user, leaving.staff, leaving.delprojekt, today)
    numbers = read_numbers()
    candidates = queries.candidates_for(leaving.staff, leaving.delprojekt, numbers, today)
    workers = [candidate.staff for candidate in candidates]
    suggestions = suggest(cases, candidates, ceilings_on(today))
    form = HandoverForm(request.POST or None, cases=cases, suggestions=suggestions, workers=workers)
    hidden = numbers[leaving.staff.pk].cases - len(cases)
    page = {"leaving": leaving, "form": form, "hidden": max(hidden, 0)}
    arguments = {"by": user, "former": leaving.staff, "at": timezone.now(), "today": today}
    result = form.perform(actions.hand_over_many, **arguments)
    if result is not None:
        template = "interventions/handovers/handover_result.html"
        return render(request, template, page | {"result": result})
    page["rows"] = [(case, suggestions[case.enrolment.pk], form.field_of(case)) for case in cases]
    return render(request, "interventions/handovers/handover.html", page)


@EDIT
def batch(request: StaffRequest, batch: UUID) -> HttpResponse:
    """The cases of one handover; sent, they are moved back."""
    user, now = request.user, timezone.now()
    rows = list(access.get_batch(user, batch))
    form = PlainForm(request.POST if request.method == "POST" else None)
    result = form.perform(actions.undo_many, rows, by=user, at=now)
    first = rows[0]
    may_undo = now - first.handed_over_at <= actions.UNDO_WITHIN
    page = {"rows": rows, "first": first, "may_undo": may_undo, "result": result}
    return render(request, "interventions/handovers/batch.html", page)


@EDIT
def handover_note(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = get_editable(user, pk, access.can_write_handover)
    note = access.note_of(user, enrolment)
    initial = {"version": note.version if note else 0}
    form = HandoverNoteForm(request.POST or None, instance=note, initial=initial)
    if form.perform(actions.write, enrolment, by=user, at=timezone.now()):
        messages.success(request, "Överlämningen är sparad.")
        return redirect(enrolment)
    page = {"enrolment": enrolment, "participant": enrolment.participant, "form": form}
    return render(request, "interventions/handovers/handover_note.html", page | {"note": note})
