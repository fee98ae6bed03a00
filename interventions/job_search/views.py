"""A participant's search for work: what there is, and its three forms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from interventions.job_search import access, actions, queries
from interventions.job_search.forms import (
    ApplyForm,
    ChangeApplicationForm,
    ChangeProfileForm,
    CorrectContactForm,
    LogContactForm,
    ProfileFactsForm,
    WriteProfileForm,
)
from interventions.job_search.models import PROFILE_TEXTS, VocationalProfile
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import can_read_notes, get_editable
from participants.enrolments.models import Enrolment


@require_safe
def job_search(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = get_editable(user, pk, can_read_notes)
    data = queries.read_job_search(user, enrolment)
    page = page_of(enrolment) | {"data": data, "may_edit": access.can_search_jobs(user, enrolment)}
    return render(request, "interventions/job_search/job_search.html", page)


@EDIT
def vocational_profile(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write the profile, or change it when there is one."""
    user = request.user
    enrolment = get_editable(user, pk, access.can_search_jobs)
    profile = queries.get_profile(user, enrolment)
    form = profile_form(request, profile)
    if profile is None:
        is_saved = form.perform(actions.write_profile, enrolment, by=user)
    else:
        profile.enrolment = enrolment
        is_saved = form.perform(actions.change_profile, profile, by=user)
    if is_saved:
        messages.success(request, "Yrkesprofilen är sparad.")
        return redirect("interventions:job_search", pk)
    page = page_of(enrolment) | {"form": form}
    return conflict.render_form(request, form, "interventions/job_search/profile.html", page)


def profile_form(request: StaffRequest, profile: VocationalProfile | None) -> ProfileFactsForm:
    """The form as it was sent; at first with what there is."""
    today = request.work.today
    if profile is None:
        return WriteProfileForm(request.POST or None, today=today)
    initial = {name: getattr(profile, name) for name in PROFILE_TEXTS}
    return ChangeProfileForm(request.POST or None, instance=profile, today=today, initial=initial)


@EDIT
def log_employer_contact(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_search_jobs)
    form = LogContactForm(request.POST or None, today=today, initial={"held_on": today})
    if form.perform(actions.log_contact, enrolment, by=user):
        messages.success(request, "Arbetsgivarkontakten är sparad.")
        return redirect("interventions:job_search", pk)
    page = page_of(enrolment) | {"form": form, "employers": queries.host_names(today)}
    return render(request, "interventions/job_search/log_contact.html", page)


@EDIT
def change_employer_contact(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    contact = access.get_editable_contact(user, pk)
    initial = {"summary": contact.summary}
    form = CorrectContactForm(request.POST or None, instance=contact, today=today, initial=initial)
    if form.perform(actions.change_contact, contact, by=user):
        messages.success(request, "Arbetsgivarkontakten är rättad.")
        return redirect("interventions:job_search", contact.enrolment_id)
    page = page_of(contact.enrolment) | {"form": form, "employers": queries.host_names(today)}
    return conflict.render_form(request, form, "interventions/job_search/change_contact.html", page)


@EDIT
def apply_for_job(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_search_jobs)
    form = ApplyForm(request.POST or None, today=today, initial={"applied_on": today})
    if form.perform(actions.apply, enrolment, by=user):
        messages.success(request, "Ansökan är sparad.")
        return redirect("interventions:job_search", pk)
    page = page_of(enrolment) | {"form": form, "employers": queries.host_names(today)}
    return render(request, "interventions/job_search/apply.html", page)


@EDIT
def change_application(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    application = access.get_editable_application(user, pk)
    form = ChangeApplicationForm(request.POST or None, instance=application, today=today)
    if form.perform(actions.change_application, application, by=user):
        messages.success(request, "Ansökan är sparad.")
        return redirect("interventions:job_search", application.enrolment_id)
    page = page_of(application.enrolment) | {"form": form, "employers": queries.host_names(today)}
    return conflict.render_form(
        request, form, "interventions/job_search/change_application.html", page
    )


def page_of(enrolment: Enrolment) -> dict[str, object]:
    """What every page about the search for work shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant}
