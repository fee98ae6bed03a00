"""Delete a contact, and take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from interventions.contacts.access import can_remove_contact, get_editable_contact
from interventions.contacts.views import contact_page, tell_of_report
from interventions.removals import access, actions, queries
from interventions.removals.forms import RemoveForm
from mia.forms.base import PlainForm
from mia.organisation.request import EDIT, StaffRequest

REMOVED = (
    "Kontakten är borttagen. Du kan få tillbaka den i 30 dagar, under Borttagna kontakter på sidan."
)


@EDIT
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    contact = get_editable_contact(user, pk, can_remove_contact)
    page = contact_page(request, contact)
    form = RemoveForm(request.POST or None)
    if form.perform(actions.remove, contact, by=user, at=timezone.now()):
        messages.success(request, REMOVED)
        tell_of_report(request, contact.enrolment, [contact.held_on])
        return redirect(str(page["timeline_url"]))
    return render(request, "interventions/removals/remove.html", page | {"form": form})


@EDIT
def restore(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was deleted; sent, it is saved again."""
    user, now = request.user, timezone.now()
    removal = access.get_restorable(user, pk)
    form = PlainForm(request.POST if request.method == "POST" else None)
    contact = form.perform(actions.restore, removal, by=user, at=now)
    if contact:
        messages.success(request, "Kontakten är tillbaka.")
        tell_of_report(request, removal.enrolment, [contact.held_on])
        return redirect(contact)
    page = {
        "removal": removal,
        "contact": queries.read_deleted_contact(removal),
        "enrolment": removal.enrolment,
        "participant": removal.enrolment.participant,
        "is_restorable": removal.is_restorable(now),
        "form": form,
    }
    return render(request, "interventions/removals/restore.html", page)
