"""What has been handed out about a participant: see it, register something."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from mia.organisation.request import EDIT, StaffRequest
from participants.disclosures import actions, queries
from participants.disclosures.forms import DisclosureForm
from participants.enrolments import access as enrolments_access


@EDIT
def disclosures(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk)
    consents = queries.consents_of(user, enrolment)
    initial = {"disclosed_on": today}
    form = DisclosureForm(request.POST or None, consents=consents, today=today, initial=initial)
    if form.perform(actions.register, enrolment, by=user):
        messages.success(request, "Utlämnandet är sparat.")
        return redirect("participants:disclosures", pk=pk)
    page = {
        "enrolment": enrolment,
        "form": form,
        "rows": queries.disclosures_of(user, enrolment),
        "files": queries.sent_files(enrolment, consents),
    }
    return render(request, "participants/disclosures/disclosures.html", page)
