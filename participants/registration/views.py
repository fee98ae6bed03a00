"""Register a participant."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from mia.access.roles import Permission
from mia.organisation.request import StaffRequest
from participants.assignments import queries as assignments_queries
from participants.enrolments import access as enrolments_access
from participants.enrolments import oddities
from participants.enrolments.models import Enrolment
from participants.enrolments.views import EDIT
from participants.registration import access, actions
from participants.registration.forms import RegisterForm


@EDIT
def register(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(access.can_register_participant(user))
    places = access.delprojekt_with(user, Permission.REGISTER)
    staff = assignments_queries.may_answer_in(places.values_list("pk", flat=True), today)
    initial = {"staff": user.pk, "started_on": today}
    form = RegisterForm(
        request.POST or None, places=places, staff=staff, today=today, initial=initial
    )
    made: list[Enrolment] = []
    if form.perform(lambda facts: made.append(actions.register(by=user, **form.facts()))):
        return _registered(request, made[0].pk, form.cleaned_data)
    return render(
        request,
        "participants/registration/register.html",
        {"form": form, "one_place": len(places) == 1},
    )


def _registered(request: StaffRequest, pk: UUID, typed: dict[str, Any]) -> HttpResponse:
    """To the case, with what looks odd; to the list when somebody else answers for it and the user
    does not see it.
    """
    user = request.user
    if not enrolments_access.sees(user, pk):
        messages.success(
            request, f"Inskrivningen är registrerad. {typed['staff']} ansvarar för deltagaren."
        )
        return redirect("participants:caseload")
    enrolment = enrolments_access.get_visible(user, pk)
    messages.success(request, "Inskrivningen är registrerad.")
    person = enrolment.participant
    if (person.given_name, person.family_name) != (typed["given_name"], typed["family_name"]):
        messages.warning(
            request, f"Numret fanns redan i MIA. Namnet som var registrerat står kvar: {person}."
        )
    for odd in oddities.oddities(enrolment):
        messages.warning(request, odd)
    return redirect(enrolment)
