"""Referrals: the inbox, one of them, and what is done with it."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mia.access.roles import Permission
from mia.forms import conflict
from mia.organisation.delprojekt import queries as delprojekt_queries
from mia.organisation.request import EDIT, StaffRequest
from participants.assignments import queries as assignments_queries
from participants.enrolments import access as enrolments_access
from participants.referrals import access, actions, queries
from participants.referrals.forms import (
    AcceptForm,
    ChangeReferralForm,
    DeclineForm,
    InboxForm,
    MoveForm,
    NewReferralForm,
    StepForm,
)
from participants.referrals.models import Referral
from participants.referrals.oddities import oddities
from participants.registration import access as registration_access
from participants.registration.views import IF_NOT_LISTED


@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(access.can_see_inbox(user))
    form = InboxForm(request.GET.dict(), user=user)
    selection = form.selection()
    rows, has_next = queries.inbox(user, selection, today)
    page = {
        "form": form,
        "selection": selection,
        "rows": rows,
        "has_next": has_next,
        "query": urlencode(form.filled_values()),
    }
    return render(request, "participants/referrals/inbox.html", page)


@EDIT
def register(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(access.can_see_inbox(user))
    places = registration_access.delprojekt_with(user, Permission.REGISTER)
    initial = {"received_on": today}
    form = NewReferralForm(request.POST or None, places=places, today=today, initial=initial)
    referral = form.perform(actions.register, by=user)
    if referral is not None:
        messages.success(request, "Remissen är registrerad.")
        return redirect(referral)
    page = {"form": form, "one_place": len(places) == 1}
    return render(request, "participants/referrals/register.html", page)


@require_safe
def referral(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    row = access.get_referral(user, pk)
    page = {
        **page_of(request, row),
        "steps": queries.counted_steps(user, row),
        "others": queries.other_referrals(user, row),
        "days_waited": row.days_waited(today),
        "days_in_step": row.days_in_step(today),
        "oddities": oddities(row, today) if row.is_open else [],
        "may_decide": access.can_decide_referral(user, row),
        "may_handle": access.can_handle_referral(user, row),
    }
    return render(request, "participants/referrals/referral.html", page)


@EDIT
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = access.get_handled(request.user, pk)
    form = ChangeReferralForm(request.POST or None, instance=row, today=request.work.today)
    if form.perform(actions.change, row, by=request.user):
        messages.success(request, "Remissen är ändrad.")
        return redirect(row)
    page = {**page_of(request, row), "form": form}
    return conflict.render_form(request, form, "participants/referrals/change.html", page)


@EDIT
def step(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = access.get_handled(request.user, pk)
    form = StepForm(request.POST or None, referral=row)
    on = request.work.today
    if form.perform(actions.transition, row, by=request.user, on=on):
        messages.success(request, "Steget är sparat.")
        return redirect(row)
    page = {**page_of(request, row), "form": form}
    return render(request, "participants/referrals/step.html", page)


@EDIT
def decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    row, on = access.get_handled(request.user, pk), request.work.today
    form = DeclineForm(request.POST or None, today=on)
    if form.perform(actions.transition, row, by=request.user, on=on):
        messages.success(request, "Remissen är avböjd. Nu kan du skriva ut brevet.")
        return redirect(row)
    page = {**page_of(request, row), "form": form}
    return render(request, "participants/referrals/decline.html", page)


@EDIT
def move(request: StaffRequest, pk: UUID) -> HttpResponse:
    row, on = access.get_handled(request.user, pk), request.work.today
    places = delprojekt_queries.delprojekt_listed().exclude(pk=row.delprojekt_id)
    form = MoveForm(request.POST or None, places=places)
    if form.perform(actions.move, row, by=request.user, on=on):
        messages.success(request, f"Remissen är flyttad till {form.cleaned_data['to']}.")
        return redirect("participants:referrals")
    page = {**page_of(request, row), "form": form}
    return render(request, "participants/referrals/move.html", page)


@EDIT
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, on = request.user, request.work.today
    row = access.get_handled(user, pk)
    staff = assignments_queries.assignable_staff([row.delprojekt_id], on)
    initial = {"staff": user.pk, "started_on": on}
    form = AcceptForm(request.POST or None, today=on, staff=staff, initial=initial)
    enrolment = form.perform(actions.accept, row, by=user, on=on)
    if enrolment is None:
        page = {**page_of(request, row), "form": form}
        return render(request, "participants/referrals/accept.html", page)
    if enrolments_access.can_see_enrolment(user, enrolment.pk):
        messages.success(request, "Deltagaren är inskriven. Fyll i det som är känt vid start.")
        return redirect("participants:change", enrolment.pk)
    staff_name = form.cleaned_data["staff"]
    text = f"Inskrivningen är registrerad. {staff_name} ansvarar för deltagaren. {IF_NOT_LISTED}"
    messages.success(request, text)
    return redirect("participants:referrals")


def page_of(request: StaffRequest, row: Referral) -> dict[str, object]:
    """Return what every page about a referral shows: titles say the alias of the protected."""
    is_alias = queries.has_alias(request.user, row)
    title = row.alias if is_alias else f"{row.given_name[:1]}.{row.family_name[:1]}."
    return {"referral": row, "is_alias": is_alias, "short_name": title}
