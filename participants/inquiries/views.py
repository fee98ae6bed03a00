"""Questions between delprojekt about a participant: see, ask, answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments import access as enrolments_access
from participants.inquiries import access, actions, queries
from participants.inquiries.forms import AnswerForm

ASKED = (
    "Frågan är ställd. Är personen inskriven i ett annat delprojekt får den som ansvarar där den."
    " Du får svar bara om deltagaren har samtyckt till det."
)


@EDIT
def inquiries(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Those that wait for an answer, what others have told, and a button that asks."""
    user = request.user
    enrolment = enrolments_access.get_editable(user, pk)
    can_ask = access.can_ask_elsewhere(user, enrolment)
    if request.method == "POST":
        enrolments_access.allow(can_ask)
        actions.ask(enrolment.participant_id, enrolment.delprojekt, by=user)
        messages.success(request, ASKED)
        return redirect("participants:inquiries", pk=pk)
    page = {
        "enrolment": enrolment,
        "rows": queries.inquiries_of(user, enrolment),
        "answers": queries.answers_to(user, enrolment),
        "can_ask": can_ask,
    }
    return render(request, "participants/inquiries/inquiries.html", page)


@EDIT
def answer(request: StaffRequest, pk: UUID, inquiry: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = enrolments_access.get_editable(user, pk)
    row = access.get_inquiry(user, enrolment, inquiry)
    consents = queries.consents_to_tell(user, enrolment, today)
    form = AnswerForm(request.POST or None, consents=consents)
    if form.perform(actions.answer, row, by=user, at=timezone.localtime()):
        messages.success(request, "Svaret är sparat.")
        return redirect("participants:inquiries", pk=pk)
    page = {"enrolment": enrolment, "row": row, "form": form}
    if form.conflict:
        page["row"] = form.conflict.current
    status = 409 if form.conflict else 200
    return render(request, "participants/inquiries/answer.html", page, status=status)
