"""Emergency openings: choose a case, say why, and review what others have opened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mia.access.roles import Permission
from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.second_factor import requires_recent_factor
from participants.emergencies import access, actions, queries
from participants.emergencies.forms import ReasonForm, ReviewForm


@require_safe
def closed_cases(request: StaffRequest) -> HttpResponse:
    access.check_permission(request.user, Permission.OPEN_EMERGENCY)
    page = {"cases": queries.closed_cases()}
    return render(request, "participants/emergencies/closed_cases.html", page)


@EDIT
@requires_recent_factor("nödöppna ärendet")
def open_case(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = access.get_closed_case(request.user, pk)
    form = ReasonForm(request.POST or None)
    if form.perform(actions.open_case, case, by=request.user, at=timezone.now()):
        return redirect("interventions:case", pk)
    page = {"case": case, "form": form}
    return render(request, "participants/emergencies/open_case.html", page)


@require_safe
def openings(request: StaffRequest) -> HttpResponse:
    access.check_permission(request.user, Permission.REVIEW_EMERGENCY)
    rows = queries.openings_to_review(request.user)
    page = {"waiting": rows.unreviewed(), "reviewed": rows.exclude(reviewed_at=None)[:50]}
    return render(request, "participants/emergencies/openings.html", page)


@EDIT
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    opening = access.get_opening(request.user, pk)
    form = ReviewForm(request.POST or None)
    if form.perform(actions.review, opening, by=request.user, at=timezone.now()):
        messages.success(request, "Granskningen är sparad.")
        return redirect("participants:emergencies")
    page = {"opening": opening, "form": form}
    return render(request, "participants/emergencies/review.html", page)
