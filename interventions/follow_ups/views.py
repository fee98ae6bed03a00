"""Answer a follow-up: of the exit, or of work or studies."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from interventions.employment.models import Spell
from interventions.follow_ups import access, actions, queries
from interventions.follow_ups.enums import Occasion
from interventions.follow_ups.forms import FollowUpForm
from interventions.follow_ups.models import FollowUp
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable
from participants.enrolments.models import Enrolment


@EDIT
def follow_up(
    request: StaffRequest, pk: UUID, moment: str, spell: UUID | None = None
) -> HttpResponse:
    user = request.user
    enrolment = get_editable(user, pk, access.can_follow_up)
    job = access.get_spell(user, enrolment, spell)
    occasion = access.get_occasion(enrolment, moment, job)
    answer = access.find_answer(user, enrolment, moment, job)
    form = follow_up_form(request, enrolment, occasion, job, answer)
    page = follow_up_page(enrolment, occasion, job) | {"form": form}
    if form.perform(actions.answer, enrolment, occasion, job, by=user):
        messages.success(request, "Uppföljningen är sparad.")
        return redirect(enrolment)
    template = "interventions/follow_ups/follow_up.html"
    return conflict.render_form(request, form, template, page)


def follow_up_form(
    request: StaffRequest,
    enrolment: Enrolment,
    occasion: Occasion,
    spell: Spell | None,
    answer: FollowUp | None,
) -> FollowUpForm:
    """The form as it was sent; at first with the answer that there is, or today."""
    today = request.work.today
    initial: dict[str, object] = {"followed_on": today, "version": 0}
    if answer is not None:
        names = ("answer", "followed_on", "is_improved", "version")
        initial |= {name: getattr(answer, name) for name in names}
        initial["last_day"] = spell.ended_on if spell else None
    asks_more = queries.asks_for_improvement(enrolment, occasion.moment, spell)
    return FollowUpForm(
        request.POST or None, today=today, spell=spell, asks_more=asks_more, initial=initial
    )


def follow_up_page(
    enrolment: Enrolment, occasion: Occasion, spell: Spell | None
) -> dict[str, object]:
    """What the page of a follow-up shows beside its form."""
    return {
        "enrolment": enrolment,
        "participant": enrolment.participant,
        "spell": spell,
        "moment": occasion.moment.label,
    }
