"""Work and studies: those there are, register more, change or end one; qualifications."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from interventions.employment import access, actions, queries
from interventions.employment.enums import SpellKind
from interventions.employment.forms import BeginSpellForm, ChangeSpellForm, QualificationForm
from mia.forms import conflict
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable, get_visible
from participants.enrolments.models import Enrolment

KINDS = {"arbete": SpellKind.WORK, "studier": SpellKind.STUDIES}
TITLES = {SpellKind.WORK: "Registrera arbete", SpellKind.STUDIES: "Registrera studier"}


@require_safe
def spells(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = get_visible(user, pk)
    page = employment_page(enrolment) | {
        "spells": queries.list_spells(user, enrolment),
        "qualifications": queries.list_qualifications(user, enrolment),
        "may_edit": access.can_edit_employment(user, enrolment),
    }
    return render(request, "interventions/employment/spells.html", page)


@EDIT
def begin_spell(request: StaffRequest, pk: UUID, slug: str) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_edit_employment)
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404
    form = BeginSpellForm(request.POST or None, kind=kind, today=today)
    if form.perform(actions.begin, enrolment, by=user):
        messages.success(request, "Det är sparat.")
        return redirect("interventions:spells", pk)
    page = employment_page(enrolment) | {"form": form, "title": TITLES[kind]}
    return render(request, "interventions/employment/begin_spell.html", page)


@EDIT
def change_spell(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    spell = access.get_editable_spell(user, pk)
    kind = SpellKind(spell.kind)
    form = ChangeSpellForm(request.POST or None, instance=spell, kind=kind, today=today)
    page = employment_page(spell.enrolment) | {"form": form, "spell": spell}
    if form.perform(actions.change, spell, by=user):
        messages.success(request, "Ändringen är sparad.")
        return redirect("interventions:spells", spell.enrolment_id)
    template = "interventions/employment/change_spell.html"
    return conflict.render_form(request, form, template, page)


@EDIT
def award_qualification(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, access.can_edit_employment)
    form = QualificationForm(request.POST or None, today=today)
    if form.perform(actions.award, enrolment, by=user):
        messages.success(request, "Kvalifikationen är sparad.")
        return redirect("interventions:spells", pk)
    page = employment_page(enrolment) | {"form": form}
    return render(request, "interventions/employment/award_qualification.html", page)


def employment_page(enrolment: Enrolment) -> dict[str, object]:
    """What every page about work and studies shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant}
