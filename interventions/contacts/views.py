"""Contacts: log, read, correct. The administrators' list of topics."""

import re
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from interventions.contacts import access, actions, queries
from interventions.contacts.forms import CorrectForm, LogForm
from interventions.contacts.listings import LISTINGS
from interventions.contacts.models import Contact
from interventions.methods.queries import colleagues, default_method
from mia.access.saving import Conflict
from mia.forms import conflict
from mia.organisation.reference import access as reference_access
from mia.organisation.reference import views as reference_views
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import can_read_notes, get_editable
from participants.enrolments.models import Enrolment
from participants.reported import is_reported

PAGE_NUMBER = re.compile("[1-9][0-9]{0,4}")
MONTH_IS_LOCKED = "Månaden är låst och rapporterad. Koordinatorn får veta om rapporten har ändrats."


@EDIT
def log(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = get_editable(user, pk, access.can_log_contact)
    form = log_form(request, enrolment)
    if form.perform(actions.register, enrolment, by=user):
        messages.success(request, "Kontakten är sparad.")
        tell_of_report(request, enrolment, form.days)
        return redirect(enrolment)
    page = {"enrolment": enrolment, "participant": enrolment.participant, "form": form}
    if request.htmx:
        return render(request, "interventions/contacts/contact_form.html", page)
    return render(request, "interventions/contacts/log.html", page)


def log_form(request: StaffRequest, enrolment: Enrolment) -> LogForm:
    """The form as it was sent; or for a contact today, with the user, in the user's method."""
    user, today = request.user, request.work.today
    staff = colleagues(enrolment.delprojekt_id, today, user.pk)
    topics = queries.topics_on(today)
    if request.method == "POST":
        return LogForm(request.POST, today=today, staff=staff, topics=topics)
    method = default_method(user, enrolment, today)
    initial = {"held_on": today, "staff": user.pk, "method": method}
    return LogForm(today=today, staff=staff, topics=topics, initial=initial)


@require_safe
def contact(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    contact = access.get_visible_contact(user, pk)
    page = contact_page(request, contact)
    page["note"] = access.note_text(user, contact)
    page["may_read_note"] = can_read_notes(user, contact.enrolment)
    page["topics"] = queries.labels_of_topics(contact.topics)
    page["may_correct"] = access.can_correct_contact(user, contact)
    page["may_remove"] = access.can_remove_contact(user, contact)
    return render(request, "interventions/contacts/contact.html", page)


@EDIT
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    contact = access.get_editable_contact(user, pk)
    form = correct_form(request, contact)
    page = contact_page(request, contact) | {"form": form}
    if form.perform(actions.correct, contact, by=user, at=timezone.now()):
        messages.success(request, "Rättelsen är sparad.")
        tell_of_report(request, contact.enrolment, form.days)
        return redirect(str(page["back_url"]))
    if form.conflict:
        return correct_conflict(request, form, form.conflict, page)
    return render(request, "interventions/contacts/correct.html", page)


def correct_form(request: StaffRequest, contact: Contact) -> CorrectForm:
    today = request.work.today
    return CorrectForm(
        request.POST or None,
        instance=contact,
        today=today,
        staff=colleagues(contact.delprojekt_id, today, contact.staff_id),
        topics=queries.topics_for(contact, today),
        initial={"note": access.note_text(request.user, contact), "version": contact.version},
    )


def correct_conflict(
    request: StaffRequest, form: CorrectForm, error: Conflict, page: dict[str, object]
) -> HttpResponse:
    """Somebody corrected the contact first; the note is compared too, which is no column of it."""
    current = access.get_visible_contact(request.user, error.current.pk)
    template = "interventions/contacts/contact_form.html"
    page = page | {"contact": current}
    note = access.note_text(request.user, current)
    return conflict.render_conflict(
        request, form, error, template, page, saved_texts={"note": note}
    )


def tell_of_report(request: StaffRequest, enrolment: Enrolment, days: list[date]) -> None:
    """Tell the user that the days are in a month that is locked, if they are."""
    if is_reported(enrolment, days):
        messages.warning(request, MONTH_IS_LOCKED)


def contact_page(request: StaffRequest, contact: Contact) -> dict[str, object]:
    """What every page about one contact shows.

    `back_url` is where a correction ends: at the contact in the timeline when one came from there
    (`?sida=` is the timeline's page), else at the contact's own page.
    """
    enrolment = contact.enrolment
    came_from, back_url = "", contact.get_absolute_url()
    number = request.GET.get("sida", "")
    if PAGE_NUMBER.fullmatch(number):
        came_from = f"?sida={number}"
        back_url = (
            f"{enrolment.get_absolute_url()}{came_from}#{slugify(contact.get_absolute_url())}"
        )
    return {
        "contact": contact,
        "enrolment": enrolment,
        "participant": enrolment.participant,
        "is_follow_up": contact.is_follow_up_of(enrolment),
        "came_from": came_from,
        "timeline_url": f"{enrolment.get_absolute_url()}{came_from}",
        "back_url": back_url,
    }


@require_safe
def topics_list(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.list_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def topics_new(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.new_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def topics_change(request: StaffRequest, slug: str, pk: str) -> HttpResponse:
    return reference_views.change_page(request, reference_access.get_listing(LISTINGS, slug), pk)
