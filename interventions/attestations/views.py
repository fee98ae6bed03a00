"""The attendance of a month: my participants with their hours, and who has attested them."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from interventions.attestations import access, actions, queries
from interventions.attestations.forms import AttestForm, AttestOneForm
from mia.core.period import Period, has_plausible_year
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, get_editable


def month_or_404(text: str) -> Period:
    try:
        return Period.month(text)
    except ValueError:
        raise Http404 from None


def page_of(month: Period, **more: object) -> dict[str, object]:
    """What the page of a month shows, with the months beside it."""
    beside = {"before": month_with(month.before), "after": month_with(month.stop)}
    return {"month": month, **beside, **more}


def month_with(day: date) -> Period | None:
    """The month that the day is in; None beyond the years that MIA works with."""
    return Period.month_of(day) if has_plausible_year(day) else None


@require_safe
def newest(request: StaffRequest) -> HttpResponse:
    """The month that was over last."""
    allow(access.can_see_attendance(request.user))
    this_month = Period.month_of(request.work.today)
    return redirect("interventions:attendance", queries.month_before(this_month).label)


@EDIT
def attendance(request: StaffRequest, month: str) -> HttpResponse:
    user, today, period = request.user, request.work.today, month_or_404(month)
    allow(access.can_see_attendance(user))
    rows = queries.list_attendance(user, period, today)
    form = AttestForm(request.POST or None, rows=rows)
    if form.perform(actions.attest, month=period, by=user) is not None:
        messages.success(request, "Tiden är intygad.")
        return redirect("interventions:attendance", month)
    page = page_of(period, rows=rows, form=form, has_begun=period.first_on <= today)
    page["is_done"] = all(row.is_attested for row in rows)
    status = 409 if form.is_outdated else 200
    return render(request, "interventions/attestations/months.html", page, status=status)


@require_POST
def attest(request: StaffRequest, pk: UUID, month: str) -> HttpResponse:
    """Attest the month of one enrolment, or take that away."""
    user, period = request.user, month_or_404(month)
    enrolment = get_editable(user, pk, access.can_attest_attendance)
    form = AttestOneForm(request.POST)
    form.is_valid()
    try:
        if form.cleaned_data.get("withdrawn"):
            actions.withdraw(enrolment, period, by=user)
        else:
            page_minutes = {pk: form.cleaned_data.get("minutes")}
            actions.attest([enrolment], period, by=user, page_minutes=page_minutes)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("reporting:attendance_months", pk)
