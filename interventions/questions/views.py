"""Questions about a contact: read and ask, and answer one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from interventions.contacts.access import get_visible_contact
from interventions.questions import access, actions, queries
from interventions.questions.forms import AnswerForm, AskForm
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, can_read_notes


@EDIT
def questions(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    contact = get_visible_contact(user, pk)
    may_ask = access.can_ask(user, contact.enrolment)
    allow(can_read_notes(user, contact.enrolment) and (may_ask or request.method != "POST"))
    form = AskForm(request.POST or None)
    if form.perform(actions.ask, contact, by=user):
        messages.success(request, "Frågan är ställd.")
        return redirect("interventions:questions", pk)
    page = {"contact": contact, "form": form, "enrolment": contact.enrolment}
    page |= {"participant": contact.enrolment.participant, "may_ask": may_ask}
    page["questions"] = queries.list_questions(user, contact)
    return render(request, "interventions/questions/questions.html", page)


@EDIT
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    question = access.get_question(user, pk)
    form = AnswerForm(request.POST or None)
    if form.perform(actions.give_answer, question, by=user, at=timezone.now()):
        messages.success(request, "Svaret är sparat, och frågan är stängd.")
        return redirect("interventions:questions", question.contact_id)
    page = {"question": question, "form": form, "enrolment": question.enrolment}
    page |= {"participant": question.enrolment.participant, "contact": question.contact}
    if form.conflict:
        page["question"] = form.conflict.current
    status = 409 if form.conflict else 200
    return render(request, "interventions/questions/answer.html", page, status=status)
