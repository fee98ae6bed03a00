"""Register a meeting of three parties."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from interventions.placement_meetings import actions
from interventions.placement_meetings.forms import MeetingForm
from interventions.placements import access
from mia.organisation.request import EDIT, StaffRequest


@EDIT
def hold_meeting(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    placement = access.get_editable_placement(user, pk)
    form = MeetingForm(request.POST or None, today=today, initial={"held_on": today})
    if form.perform(actions.hold, placement, by=user):
        messages.success(request, "Träffen är sparad.")
        return redirect("interventions:placements", placement.enrolment_id)
    enrolment = placement.enrolment
    page = {
        "enrolment": enrolment,
        "participant": enrolment.participant,
        "placement": placement,
        "form": form,
    }
    return render(request, "interventions/placement_meetings/hold.html", page)
