"""Remove what was registered by mistake."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst

from interventions.corrections import access, actions
from interventions.corrections.forms import RemovalForm
from interventions.employment.models import Spell
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable


@EDIT
def remove_mistake(request: StaffRequest, pk: UUID, kind: str, row: UUID) -> HttpResponse:
    user = request.user
    enrolment = get_editable(user, pk, access.can_remove_mistake)
    mistake = access.get_row(user, enrolment, kind, row)
    form = RemovalForm(request.POST or None)
    page = {
        "enrolment": enrolment,
        "participant": enrolment.participant,
        "form": form,
        "row": capfirst(str(mistake)),
        "has_answers": isinstance(mistake, Spell) and mistake.follow_ups.exists(),
    }
    if form.perform(actions.remove, enrolment, mistake, by=user):
        messages.success(request, f"{page['row']} är borttagen.")
        return redirect(enrolment)
    return render(request, "interventions/corrections/remove.html", page)
