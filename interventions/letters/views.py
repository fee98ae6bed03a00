"""Letters: those of a case and a new one; and the list of templates."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from interventions.letters import access, actions, queries
from interventions.letters.forms import LetterForm
from interventions.letters.listings import LISTINGS
from interventions.letters.models import LetterTemplate
from mia.organisation.reference import access as reference_access
from mia.organisation.reference import views as reference_views
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, can_read_notes, get_editable
from participants.enrolments.models import Enrolment


@EDIT
def letters(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The letters that were sent; for those who write one, the form filled from a template."""
    user, today = request.user, request.work.today
    enrolment = get_editable(user, pk, can_read_notes)
    may_write = access.can_write_letter(user, enrolment)
    allow(may_write or request.method != "POST")
    templates = queries.list_templates(today)
    chosen = queries.choose_template(templates, request.GET.get("mall", ""))
    form = letter_form(request, enrolment, chosen)
    if form.perform(actions.write, enrolment, by=user):
        messages.success(request, "Brevet är sparat. Nu kan du skriva ut det.")
        return redirect("interventions:letters", pk)
    page: dict[str, object] = {"enrolment": enrolment, "participant": enrolment.participant}
    page |= {"form": form, "templates": templates, "chosen": chosen, "may_write": may_write}
    page |= {"letters": queries.list_letters(user, enrolment)}
    return render(request, "interventions/letters/letters.html", page)


def letter_form(
    request: StaffRequest, enrolment: Enrolment, template: LetterTemplate | None
) -> LetterForm:
    user, today = request.user, request.work.today
    initial: dict[str, object] = {"dated_on": today}
    if template is not None:
        initial |= {"kind": template.kind, "heading": template.name}
        initial["text"] = queries.fill_in(template, user, enrolment, today)
    return LetterForm(request.POST or None, initial=initial)


@require_safe
def templates_list(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.list_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def templates_new(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.new_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def templates_change(request: StaffRequest, slug: str, pk: str) -> HttpResponse:
    return reference_views.change_page(request, reference_access.get_listing(LISTINGS, slug), pk)
