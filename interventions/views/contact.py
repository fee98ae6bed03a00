"""Contacts: log, read, correct, remove."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from interventions import actions, doors, queries, rules
from interventions.forms.contact import CorrectForm, LogForm
from interventions.models import Contact, MethodWork
from mia.audit.saving import Conflict
from participants.doors import get_briefly
from participants.models import Enrolment
from participants.views import conflict

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
def log(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    enrolment = get_briefly(user, pk, rules.can_log_contact)
    form = log_form(request, enrolment)

    def save(said: dict[str, Any]) -> None:
        actions.contact.register(by=user, enrolment=enrolment, key=said["key"], note=said["note"], **form.facts)

    if form.does(save):
        messages.success(request, "Kontakten är sparad.")
        return redirect(enrolment)
    return render(request, "interventions/log.html", about(enrolment) | {"form": form})


def log_form(request: HttpRequest, enrolment: Enrolment) -> LogForm:
    """Today, with me, in the method I work with."""
    user: Any = request.user
    today: date = request.work.today  # type: ignore[attr-defined]
    works: list[MethodWork] = [] if request.method == "POST" else queries.methods_of(enrolment, user=user)
    running = [(work.method, work.staff_id) for work in works if queries.holds(work, today)]
    method = queries.default_method(running, user)
    return LogForm(
        request.POST or None,
        today=today,
        me=user,
        staff=queries.colleagues(enrolment.delprojekt_id, today, user.pk),
        initial={"held_on": today, "staff": user.pk, "method": method},
    )


@require_safe
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    found = doors.get_visible_contact(user, pk)
    may = {
        "read_note": rules.can_read_notes(user, found.enrolment),
        "correct": rules.can_correct_contact(user, found),
        "remove": rules.can_remove_contact(user, found),
    }
    page = about_contact(found) | {"may": may, "note": doors.note_text(user, found)}
    return render(request, "interventions/contact.html", page)


@EDIT
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    found = doors.get_editable_contact(user, pk)
    form = correct_form(request, found)
    page = about_contact(found) | {"form": form}

    def save(said: dict[str, Any]) -> None:
        version, note, at = said["version"], said["note"], timezone.now()
        actions.contact.correct(found, by=user, version=version, at=at, note=note, **form.facts)

    try:
        if form.does(save):
            messages.success(request, "Rättelsen är sparad.")
            return redirect(found)
    except Conflict as met:
        return _conflict(request, form, met, page)
    return render(request, "interventions/correct.html", page)


def correct_form(request: HttpRequest, found: Contact) -> CorrectForm:
    user: Any = request.user
    today: date = request.work.today  # type: ignore[attr-defined]
    return CorrectForm(
        request.POST or None,
        instance=found,
        today=today,
        staff=queries.colleagues(found.delprojekt_id, today, found.staff_id),
        initial={"note": doors.note_text(user, found), "version": found.version},
    )


def _conflict(request: HttpRequest, form: CorrectForm, met: Conflict, page: dict[str, Any]) -> HttpResponse:
    """What differs, the note's text too: it is no column of the contact."""
    user: Any = request.user
    now: Any = met.current
    typed, current = form.cleaned_data["note"], doors.note_text(user, now)
    more = [conflict.Difference("Anteckning", typed or "–", current or "–")] if typed != current else []
    page = page | {"contact": now}
    return conflict.respond(request, form, met, "interventions/correct_form.html", page, more=more)


@EDIT
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    found = doors.get_editable_contact(user, pk, rules.can_remove_contact)
    if request.method == "POST":
        actions.contact.remove(found, by=user)
        messages.success(request, "Kontakten är borttagen.")
        return redirect(found.enrolment)
    return render(request, "interventions/remove.html", about_contact(found))


def about(enrolment: Enrolment) -> dict[str, Any]:
    return {"enrolment": enrolment, "participant": enrolment.participant}


def about_contact(found: Contact) -> dict[str, Any]:
    enrolment = found.enrolment
    is_follow_up = enrolment.ended_on is not None and found.held_on > enrolment.ended_on
    return about(enrolment) | {"contact": found, "is_follow_up": is_follow_up}
