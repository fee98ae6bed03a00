"""Contacts: log, read, correct, remove."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from interventions import access as interventions_access
from interventions.contacts import access, actions
from interventions.contacts.forms import CorrectForm, LogForm
from interventions.contacts.models import Contact
from interventions.methods import queries as methods_queries
from interventions.methods.models import MethodWork
from mia.access.saving import Conflict
from mia.forms import conflict
from participants.enrolments.access import get_for_logging
from participants.enrolments.models import Enrolment

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
def log(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    enrolment = get_for_logging(user, pk, access.can_log_contact)
    form = log_form(request, enrolment)

    def save(said: dict[str, Any]) -> None:
        actions.register(
            by=user, enrolment=enrolment, key=said["key"], note=said["note"], **form.facts
        )

    if form.perform(save):
        messages.success(request, "Kontakten är sparad.")
        return redirect(enrolment)
    return render(request, "interventions/contacts/log.html", about(enrolment) | {"form": form})


def log_form(request: HttpRequest, enrolment: Enrolment) -> LogForm:
    """Today, with me, in the method I work with."""
    user: Any = request.user
    today: date = request.work.today  # type: ignore[attr-defined]
    works: list[MethodWork] = (
        [] if request.method == "POST" else methods_queries.methods_of(enrolment, user=user)
    )
    running = [(work.method, work.staff_id) for work in works if methods_queries.holds(work, today)]
    method = methods_queries.default_method(running, user)
    return LogForm(
        request.POST or None,
        today=today,
        me=user,
        staff=methods_queries.colleagues(enrolment.delprojekt_id, today, user.pk),
        initial={"held_on": today, "staff": user.pk, "method": method},
    )


@require_safe
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    found = access.get_visible_contact(user, pk)
    may = {
        "read_note": interventions_access.can_read_notes(user, found.enrolment),
        "correct": access.can_correct_contact(user, found),
        "remove": access.can_remove_contact(user, found),
    }
    page = about_contact(found) | {"may": may, "note": access.note_text(user, found)}
    return render(request, "interventions/contacts/contact.html", page)


@EDIT
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    found = access.get_editable_contact(user, pk)
    form = correct_form(request, found)
    page = about_contact(found) | {"form": form}

    def save(said: dict[str, Any]) -> None:
        version, note, at = said["version"], said["note"], timezone.now()
        actions.correct(found, by=user, version=version, at=at, note=note, **form.facts)

    try:
        if form.perform(save):
            messages.success(request, "Rättelsen är sparad.")
            return redirect(found)
    except Conflict as met:
        return _conflict(request, form, met, page)
    return render(request, "interventions/contacts/correct.html", page)


def correct_form(request: HttpRequest, found: Contact) -> CorrectForm:
    user: Any = request.user
    today: date = request.work.today  # type: ignore[attr-defined]
    return CorrectForm(
        request.POST or None,
        instance=found,
        today=today,
        staff=methods_queries.colleagues(found.delprojekt_id, today, found.staff_id),
        initial={"note": access.note_text(user, found), "version": found.version},
    )


def _conflict(
    request: HttpRequest, form: CorrectForm, met: Conflict, page: dict[str, Any]
) -> HttpResponse:
    """What differs, the note's text too: it is no column of the contact."""
    user: Any = request.user
    now: Any = met.current
    typed, current = form.cleaned_data["note"], access.note_text(user, now)
    more = (
        [conflict.Difference("Anteckning", typed or "–", current or "–")]
        if typed != current
        else []
    )
    page = page | {"contact": now}
    return conflict.respond(
        request, form, met, "interventions/contacts/correct_form.html", page, more=more
    )


@EDIT
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    found = access.get_editable_contact(user, pk, access.can_remove_contact)
    if request.method == "POST":
        actions.remove(found, by=user)
        messages.success(request, "Kontakten är borttagen.")
        return redirect(found.enrolment)
    return render(request, "interventions/contacts/remove.html", about_contact(found))


def about(enrolment: Enrolment) -> dict[str, Any]:
    return {"enrolment": enrolment, "participant": enrolment.participant}


def about_contact(found: Contact) -> dict[str, Any]:
    enrolment = found.enrolment
    is_follow_up = enrolment.ended_on is not None and found.held_on > enrolment.ended_on
    return about(enrolment) | {"contact": found, "is_follow_up": is_follow_up}
