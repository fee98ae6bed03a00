"""A participant's areas of life: read what was mapped, map one anew, correct."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from interventions.life_areas import access, actions, queries
from interventions.life_areas.forms import CorrectAreaForm, MapAreaForm
from interventions.life_areas.listings import LISTINGS
from mia.forms import conflict
from mia.organisation.reference import access as reference_access
from mia.organisation.reference import views as reference_views
from mia.organisation.request import EDIT, StaffRequest
from participants.contact_details.access import related_persons
from participants.enrolments.access import can_read_notes, get_editable

TEXTS = ("strength", "problem", "wish")


@require_safe
def areas(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The areas, and who else there is around the participant."""
    user = request.user
    enrolment = get_editable(user, pk, can_read_notes)
    may_map = access.can_map_areas(user, enrolment)
    page = {
        "enrolment": enrolment,
        "participant": enrolment.participant,
        "data": {"areas": queries.list_areas(user, enrolment), "may_map": may_map},
        "related_persons": related_persons(user, enrolment),
    }
    return render(request, "interventions/life_areas/areas.html", page)


@EDIT
def map_area(request: StaffRequest, pk: UUID, code: str) -> HttpResponse:
    """The texts of the last time stand in the form; the rating is asked anew."""
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_map_areas)
    area = access.get_area(code)
    latest = queries.latest_record(user, enrolment, area)
    initial = {"mapped_on": today}
    if latest is not None:
        initial |= {name: getattr(latest, name) for name in ("priority", *TEXTS)}
    form = MapAreaForm(request.POST or None, today=today, initial=initial)
    if form.perform(actions.map_area, enrolment, area, by=user):
        messages.success(request, f"Kartläggningen av {area} är sparad.")
        return redirect("interventions:areas", pk)
    page = {"enrolment": enrolment, "participant": enrolment.participant, "area": area}
    return render(request, "interventions/life_areas/map_area.html", page | {"form": form})


@EDIT
def correct_area(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    record = access.get_editable_record(user, pk)
    initial = {name: getattr(record, name) for name in (*TEXTS, "rating")}
    form = CorrectAreaForm(request.POST or None, instance=record, today=today, initial=initial)
    enrolment = record.enrolment
    page = {"enrolment": enrolment, "participant": enrolment.participant, "area": record.area}
    if form.perform(actions.correct_record, record, by=user):
        messages.success(request, "Kartläggningen är rättad.")
        return redirect("interventions:areas", enrolment.pk)
    template = "interventions/life_areas/correct_area.html"
    return conflict.render_form(request, form, template, page | {"form": form})


@require_safe
def life_areas_list(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.list_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def life_areas_new(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.new_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def life_areas_change(request: StaffRequest, slug: str, pk: str) -> HttpResponse:
    return reference_views.change_page(request, reference_access.get_listing(LISTINGS, slug), pk)
