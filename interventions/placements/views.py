"""Placements of a case: those there are, place, change, step up, end."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from interventions.hosts import access as hosts_access
from interventions.hosts.queries import month_named, places_left
from interventions.placements import access, actions, queries
from interventions.placements.forms import (
    ChangePlacementForm,
    EndForm,
    HoursForm,
    PlaceForm,
    texts_of,
)
from interventions.placements.models import Placement
from mia.access.saving import Conflict
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable, get_visible
from participants.enrolments.models import Enrolment


@require_safe
def placements(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_visible(user, pk)
    page = placement_page(enrolment) | {
        "rows": queries.list_placements(user, enrolment, today),
        "may_place": access.can_place(user, enrolment),
    }
    return render(request, "interventions/placements/placements.html", page)


@EDIT
def place(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_place)
    form = PlaceForm(
        request.POST or None, enrolment=enrolment, today=today, initial=suggested(request)
    )
    placement = form.perform(actions.place, enrolment, by=user)
    if placement is not None:
        messages.success(request, "Placeringen är sparad.")
        tell_of_places(request, placement)
        return redirect("interventions:placements", pk)
    page = placement_page(enrolment) | {"form": form}
    return render(request, "interventions/placements/place.html", page)


def suggested(request: StaffRequest) -> dict[str, object]:
    """The host that the address names, from the page of the host or the list of free places."""
    return {"host": request.GET.get("vard", "")}


def tell_of_places(request: StaffRequest, placement: Placement) -> None:
    """Warn when the agreement had no place left; the placement stands. Tell of an end with the
    enrolment.
    """
    if placement.ended_on is not None:
        day = f"{placement.ended_on:%Y-%m-%d}"
        messages.info(request, f"Inskrivningen slutade {day}, så placeringen slutar den dagen.")
    agreement = placement.agreement
    if agreement is not None and places_left(agreement, placement.started_on) < 0:
        messages.warning(request, "Avtalet hade ingen ledig plats den dagen.")


@EDIT
def change_placement(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    placement = access.get_editable_placement(user, pk)
    form = ChangePlacementForm(
        request.POST or None,
        instance=placement,
        plan=access.plan_of(user, placement),
        enrolment=placement.enrolment,
        today=today,
    )
    page = placement_page(placement.enrolment) | {"form": form, "placement": placement}
    if form.perform(actions.change, placement, by=user):
        messages.success(request, "Ändringen är sparad.")
        return redirect("interventions:placements", placement.enrolment_id)
    if form.conflict:
        return change_conflict(request, form, form.conflict, page)
    return render(request, "interventions/placements/change.html", page)


def change_conflict(
    request: StaffRequest, form: ChangePlacementForm, error: Conflict, page: dict[str, object]
) -> HttpResponse:
    """Somebody changed the placement first; its plan is compared too."""
    current = access.get_editable_placement(request.user, error.current.pk)
    template = "interventions/placements/change_form.html"
    texts = texts_of(access.plan_of(request.user, current))
    return conflict.render_conflict(request, form, error, template, page, saved_texts=texts)


@EDIT
def set_hours(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    placement = access.get_editable_placement(user, pk)
    form = HoursForm(request.POST or None, initial={"started_on": day_for(placement, today)})
    if form.perform(actions.set_hours, placement, by=user):
        messages.success(request, "Antalet timmar är sparat.")
        return redirect("interventions:placements", placement.enrolment_id)
    page = placement_page(placement.enrolment) | {"form": form, "placement": placement}
    return render(request, "interventions/placements/set_hours.html", page)


def day_for(placement: Placement, today: date) -> date:
    return max(today, placement.started_on)


@require_POST
def remove_hours(request: StaffRequest, pk: UUID) -> HttpResponse:
    step = access.get_editable_step(request.user, pk)
    enrolment = step.enrolment_id
    try:
        actions.remove_hours(step, by=request.user)
        messages.success(request, "Antalet timmar från den dagen är borttaget.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("interventions:placements", enrolment)


@EDIT
def end_placement(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    placement = access.get_editable_placement(user, pk)
    initial = {"ended_on": placement.ended_on or today}
    form = EndForm(request.POST or None, instance=placement, initial=initial)
    if form.perform(actions.end, placement, by=user):
        messages.success(request, "Placeringen är avslutad.")
        return redirect("interventions:placements", placement.enrolment_id)
    page = placement_page(placement.enrolment) | {"form": form, "placement": placement}
    return conflict.render_form(request, form, "interventions/placements/end.html", page)


@require_safe
def placed_by_agreement(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who had a place by the agreement in `?manad=2021-03`, of those whom the user sees."""
    user, today = request.user, request.work.today
    agreement = hosts_access.get_agreement(user, pk)
    month = month_named(request.GET.get("manad", ""), today)
    page = {
        "agreement": agreement,
        "month": month,
        "placed": queries.list_placed_by(user, agreement, month),
    }
    return render(request, "interventions/placements/placed_by_agreement.html", page)


def placement_page(enrolment: Enrolment) -> dict[str, object]:
    """What every page about placements shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant}
