"""Methods: those given, give one more, end one, and the phases of one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from interventions.methods import access, actions, queries
from interventions.methods.forms import ChangePhaseForm, EndMethodForm, GiveMethodForm
from interventions.methods.listings import LISTINGS
from interventions.methods.models import MethodWork
from mia.organisation.reference import access as reference_access
from mia.organisation.reference import views as reference_views
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, get_visible
from participants.enrolments.models import Enrolment


@EDIT
def methods(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The methods of a case, and for those who may, a form to give one more."""
    user = request.user
    enrolment = get_visible(user, pk)
    may_give = access.can_give_method(user, enrolment)
    allow(may_give or request.method != "POST")
    form = None
    if may_give:
        form = give_form(request, enrolment)
    if form and form.perform(actions.give, enrolment, by=user):
        messages.success(request, "Metoden är sparad.")
        return redirect("interventions:methods", pk)
    given_methods = queries.list_with_phase(user, enrolment)
    page = method_page(enrolment) | {"form": form, "methods": given_methods}
    return render(request, "interventions/methods/methods.html", page)


def give_form(request: StaffRequest, enrolment: Enrolment) -> GiveMethodForm:
    """The form as it was sent; at first with the user as staff, from today."""
    user = request.user
    today = request.work.today
    staff = queries.colleagues(enrolment.delprojekt_id, today, user.pk)
    initial = {"staff": user.pk, "started_on": today}
    return GiveMethodForm(request.POST or None, staff=staff, initial=initial)


@EDIT
def end_method(request: StaffRequest, pk: UUID) -> HttpResponse:
    """End a method after its last day, or move that day."""
    user = request.user
    work = access.get_editable_method(user, pk)
    last_day = work.ended_on or request.work.today
    form = EndMethodForm(request.POST or None, initial={"ended_on": last_day})
    if form.perform(actions.end, work, by=user):
        messages.success(request, "Sista dagen är sparad.")
        return redirect("interventions:methods", work.enrolment_id)
    page = method_page(work.enrolment) | {"form": form, "work": work}
    return render(request, "interventions/methods/end_method.html", page)


def method_page(enrolment: Enrolment) -> dict[str, object]:
    """What every page about methods shows."""
    return {"enrolment": enrolment, "participant": enrolment.participant}


@EDIT
def method_work(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far a method has come and, for those who may, a change of phase."""
    user, today = request.user, request.work.today
    work = access.get_visible_method(user, pk)
    may_give = access.can_give_method(user, work.enrolment)
    allow(may_give or request.method != "POST")
    changes = queries.list_changes(user, [work])[work.pk]
    phases = queries.list_phases(work, changes, today)
    form = phase_form(request, work, phases) if may_give and phases else None
    if form and form.perform(actions.change_phase, work, by=user):
        messages.success(request, "Fasen är sparad.")
        return redirect("interventions:method_work", pk)
    page = method_page(work.enrolment) | {
        "work": work,
        "form": form,
        "may_give": may_give,
        "steps": queries.phase_steps(phases, changes),
        "stays": queries.phase_stays(work, changes, today)[::-1],
        "withdrawn": queries.list_withdrawn(user, work),
    }
    return render(request, "interventions/methods/method_work.html", page)


def phase_form(
    request: StaffRequest, work: MethodWork, phases: list[queries.Phase]
) -> ChangePhaseForm:
    """The form as it was sent; at first from today, or from the method's last day."""
    today = request.work.today
    initial = {"changed_on": min(today, work.ended_on or today)}
    return ChangePhaseForm(request.POST or None, phases=phases, today=today, initial=initial)


@require_POST
def withdraw_phase(request: StaffRequest, pk: UUID) -> HttpResponse:
    change = access.get_editable_change(request.user, pk)
    actions.withdraw_phase(change, by=request.user, now=timezone.now())
    messages.success(request, f"Bytet till {change.phase} är ångrat.")
    return redirect("interventions:method_work", change.work_id)


@require_safe
def phases_list(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.list_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def phases_new(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.new_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def phases_change(request: StaffRequest, slug: str, pk: str) -> HttpResponse:
    return reference_views.change_page(request, reference_access.get_listing(LISTINGS, slug), pk)
