"""The person: names, number, protection, and the number shown in full."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mia.forms import conflict
from mia.organisation import second_factor
from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.second_factor import requires_recent_factor
from participants.assignments import access as assignments_access
from participants.enrolments import access as enrolments_access
from participants.enrolments.models import Enrolment
from participants.profile import access, actions
from participants.profile.forms import NumberForm, PersonForm, ProtectionForm

NUMBER_SAVED = "Det nya numret är sparat. Det gamla finns kvar i historiken."


@EDIT
def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    enrolment = enrolments_access.get_editable(request.user, pk)
    number = enrolments_access.number_of(request.user, enrolment)
    form = PersonForm(request.POST or None, instance=enrolment.participant)
    page = {"enrolment": enrolment, "form": form, "number": number}
    if form.perform(actions.change, enrolment.participant, by=request.user):
        messages.success(request, "Personuppgifterna är sparade.")
        return redirect(enrolment)
    return conflict.render_form(request, form, "participants/profile/person.html", page)


@EDIT
def number(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk)
    participant, current = enrolment.participant, enrolments_access.number_of(user, enrolment)
    initial = {"version": participant.version}
    form = NumberForm(request.POST or None, today=today, initial=initial)
    page = {"enrolment": enrolment, "form": form, "number": current}
    if form.perform(actions.renumber, participant, by=user, today=today):
        messages.success(request, NUMBER_SAVED)
        return redirect(enrolment)
    return conflict.render_form(request, form, "participants/profile/number.html", page)


@EDIT
def protection(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk, enrolments_access.can_protect)
    form = ProtectionForm(request.POST or None, instance=enrolment.participant)
    assigned = list(assignments_access.assignments_of(user, enrolment).active(today))
    is_assigned = user in [assignment.staff for assignment in assigned]
    page = {"enrolment": enrolment, "form": form, "assigned": assigned, "is_assigned": is_assigned}
    if form.perform(actions.protect, enrolment.participant, by=user):
        messages.success(request, "Uppgiften om skydd är sparad.")
        can_still_see = enrolments_access.can_see_enrolment(user, pk)
        return redirect(enrolment) if can_still_see else redirect("participants:caseload")
    return conflict.render_form(request, form, "participants/profile/protection.html", page)


@require_POST
@requires_recent_factor("visa personnumret")
def reveal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The whole number: a fragment for htmx, else a small page. Each time is recorded."""
    user, rule = request.user, enrolments_access.can_reveal_number
    enrolment = enrolments_access.get_editable(user, pk, rule)
    if not access.may_reveal_more(access.factor_given_at(request)):
        return _refuse_reveal(request, enrolment)
    number = actions.reveal_number(enrolment.participant, by=user)
    page = {"enrolment": enrolment, "number": number}
    if request.htmx:
        return render(request, "participants/profile/number_shown.html", page)
    return render(request, "participants/profile/reveal.html", page)


def _refuse_reveal(request: StaffRequest, enrolment: Enrolment) -> HttpResponse:
    """Too many numbers in an hour: the log reviewers are told, and why stands on a page. htmx shows
    a fragment only for 200, and loads the page instead.
    """
    actions.refuse_reveal(enrolment.participant, by=request.user)
    page = {
        "enrolment": enrolment,
        "limit": access.REVEALS_PER_HOUR,
        "factor_page": second_factor.factor_page(second_factor.account_factors(request.user)),
    }
    template = "participants/profile/reveal_refused.html"
    if request.htmx:
        return render(request, "participants/profile/number_refused.html", page)
    return render(request, template, page, status=429)
