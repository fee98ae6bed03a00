"""Quick contact: on a page of its own, or in the dialog that K opens (static/js/keys.js)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from interventions.contacts.queries import topics_on
from interventions.contacts.views import tell_of_report
from interventions.quick import access, actions, queries
from interventions.quick.chips import chips_of
from interventions.quick.forms import LONGEST_LINE, QuickForm, UndoForm
from interventions.quick.several import SeveralForm
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow


@EDIT
def quick(request: StaffRequest) -> HttpResponse:
    allow(access.can_log_quickly(request.user))
    form = quick_form(request)
    saved = form.perform(actions.log_all, by=request.user)
    page: dict[str, object] = {"form": form, "chips": chips_of(form.meaning, request.work.today)}
    if saved:
        for contact in saved:
            tell_of_report(request, contact.enrolment, [contact.held_on])
        page |= {"saved": saved, "line": form.cleaned_data["line"], "form": empty_form(request)}
    return show(request, page)


@require_POST
def read(request: StaffRequest) -> HttpResponse:
    """What the line means so far, while it is typed."""
    user, today = request.user, request.work.today
    allow(access.can_log_quickly(user))
    meaning = queries.read_line(user, sent_line(request), today)
    page = {"chips": chips_of(meaning, today), "meaning": meaning}
    return render(request, "interventions/quick/chips.html", page)


@require_POST
def undo(request: StaffRequest) -> HttpResponse:
    """Take back what was saved within a minute; the line stands in the field again."""
    allow(access.can_log_quickly(request.user))
    undo_form = UndoForm(request.POST)
    undone = undo_form.perform(
        actions.undo, by=request.user, at=timezone.now(), today=request.work.today
    )
    form = empty_form(request, line=sent_line(request))
    return show(request, {"form": form, "undo_form": undo_form, "undone": undone})


@EDIT
def several(request: StaffRequest) -> HttpResponse:
    """One form for several of one's own participants: each gets the contact."""
    allow(access.can_log_quickly(request.user))
    form = several_form(request)
    saved = form.perform(actions.log_all, by=request.user)
    if saved:
        messages.success(request, f"Kontakten är sparad hos {len(saved)} deltagare.")
        for contact in saved:
            tell_of_report(request, contact.enrolment, [contact.held_on])
        return redirect("interventions:today")
    return render(request, "interventions/quick/several.html", {"form": form})


def several_form(request: StaffRequest) -> SeveralForm:
    today = request.work.today
    return SeveralForm(
        request.POST or None,
        today=today,
        persons=queries.list_persons(request.user, today),
        topics=topics_on(today),
        initial={"held_on": today},
    )


def quick_form(request: StaffRequest) -> QuickForm:
    data = request.POST if request.method == "POST" else None
    return QuickForm(data, user=request.user, today=request.work.today)


def sent_line(request: StaffRequest) -> str:
    return request.POST.get("line", "")[:LONGEST_LINE]


def empty_form(request: StaffRequest, line: str = "") -> QuickForm:
    return QuickForm(user=request.user, today=request.work.today, initial={"line": line})


def show(request: StaffRequest, page: dict[str, object]) -> HttpResponse:
    template = "interventions/quick/quick.html"
    if request.htmx:
        template = "interventions/quick/quick_form.html"
    return render(request, template, page)
