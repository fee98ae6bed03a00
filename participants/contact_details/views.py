"""How a participant is reached: see and change, and who else may be."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.contact_details import access, actions
from participants.contact_details.forms import ContactDetailsForm, RelatedPersonForm
from participants.enrolments import access as enrolments_access


@EDIT
def contact_details(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, is_change = request.user, request.method == "POST"
    enrolment = access.get_case(user, pk, is_change=is_change)
    details = access.details_of(user, enrolment)
    form = ContactDetailsForm(request.POST or None, details=details)
    others = list(access.related_persons(user, enrolment))
    may_edit = enrolments_access.can_edit_enrolment(user, enrolment)
    page = {"enrolment": enrolment, "form": form, "details": details}
    page |= {"others": others, "may_edit": may_edit}
    if form.perform(actions.save, details, by=user):
        messages.success(request, "Kontaktuppgifterna är sparade.")
        return redirect(enrolment)
    template = "participants/contact_details/contact_details.html"
    return conflict.render_form(request, form, template, page)


@EDIT
def related_person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add somebody."""
    enrolment = enrolments_access.get_editable(request.user, pk)
    form = RelatedPersonForm(request.POST or None)
    if form.perform(actions.add_related_person, enrolment, by=request.user):
        messages.success(request, "Kontakten är sparad.")
        return redirect("participants:contact_details", pk=pk)
    page = {"enrolment": enrolment, "form": form}
    return render(request, "participants/contact_details/related_person.html", page)


@require_POST
def remove(request: StaffRequest, pk: UUID, person: UUID) -> HttpResponse:
    enrolment = enrolments_access.get_editable(request.user, pk)
    row = access.get_related_person(request.user, enrolment, person)
    actions.remove_related_person(row, by=request.user)
    messages.success(request, "Kontakten är borttagen.")
    return redirect("participants:contact_details", pk=pk)
