"""Register a participant."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mia.access.roles import Permission
from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.staff.models import Staff
from participants.assignments import queries as assignments_queries
from participants.enrolments import access as enrolments_access
from participants.enrolments import oddities
from participants.enrolments.models import Enrolment
from participants.registration import access, actions
from participants.registration.forms import RegisterForm
from participants.registration.queries import SimilarPerson

IF_NOT_LISTED = (
    "Finns deltagaren inte i listan tar delprojektledaren ställning till inskrivningen först."
)


@EDIT
def register(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(access.can_register_participant(user))
    places = access.delprojekt_with(user, Permission.REGISTER)
    staff = assignments_queries.assignable_staff(places.values_list("pk", flat=True), today)
    initial = {"staff": user.pk, "started_on": today}
    form = RegisterForm(
        request.POST or None, places=places, staff=staff, today=today, initial=initial
    )
    if not form.must_ask(user):
        enrolment = form.perform(actions.register, by=user)
        if enrolment is not None:
            return _after_registration(request, enrolment, form)
    page = {"form": form, "one_place": len(places) == 1, "similar": _similar(form, user)}
    return render(request, "participants/registration/register.html", page)


@require_POST
def similar(request: StaffRequest) -> HttpResponse:
    """Who may be the person, for htmx, while the form is filled in. Nothing is saved."""
    user, today = request.user, request.work.today
    enrolments_access.allow(access.can_register_participant(user))
    places = access.delprojekt_with(user, Permission.REGISTER)
    staff = assignments_queries.assignable_staff(places.values_list("pk", flat=True), today)
    form = RegisterForm(request.POST, places=places, staff=staff, today=today)
    page = {"form": form, "similar": _similar(form, user)}
    return render(request, "participants/registration/similar.html", page)


def _similar(form: RegisterForm, user: Staff) -> list[SimilarPerson]:
    return form.similar_persons(user) if form.is_bound else []


def _after_registration(
    request: StaffRequest, registered: Enrolment, form: RegisterForm
) -> HttpResponse:
    """Go to the case, with what looks odd.

    To the list when somebody else is responsible for it and the user does not see it.
    """
    user = request.user
    if not enrolments_access.can_see_enrolment(user, registered.pk):
        staff = form.cleaned_data["staff"]
        text = f"Inskrivningen är registrerad. {staff} ansvarar för deltagaren. {IF_NOT_LISTED}"
        messages.success(request, text)
        return redirect("participants:caseload")
    enrolment = enrolments_access.get_visible(user, registered.pk)
    messages.success(request, "Inskrivningen är registrerad.")
    person = enrolment.participant
    if not form.has_name_of(person):
        messages.warning(
            request, f"Numret fanns redan i MIA. Namnet som var registrerat står kvar: {person}."
        )
    for oddity in oddities.oddities(enrolment):
        messages.warning(request, oddity)
    return redirect(enrolment)
