"""The log review: filter, presets of what is unusual, sample, sign-off, and who is watched."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import get_editable
from participants.log_review import access, actions, queries
from participants.log_review.forms import LogReviewForm, WatchForm
from participants.log_review.page import ReviewPage

SIGNED = "Granskningen är signerad och kan inte ändras."


@EDIT
def review(request: StaffRequest, pk: UUID | None = None) -> HttpResponse:
    """The rows, of one participant when `pk` is given. The filter stays in the address when the
    review is signed off.
    """
    access.require_review(request.user)
    now = timezone.now()
    form = LogReviewForm(request.POST or None, initial={"shown_at": now.isoformat()})
    is_sent = form.is_valid()
    shown_at = min(form.cleaned_data["shown_at"], now) if is_sent else now
    page = ReviewPage(request, pk, shown_at)
    if page.criteria and page.rows:
        criteria, rows = page.criteria_as_json, page.keys
        if form.perform(actions.sign_off, criteria, rows, by=request.user):
            messages.success(request, SIGNED)
            return redirect(request.get_full_path())
    page.record()
    context = {**page.context(), "form": form}
    return render(request, "participants/log_review/review.html", context)


@require_safe
def case_log(request: StaffRequest, pk: UUID) -> HttpResponse:
    """From the case page to the rows about its participant."""
    enrolment = get_editable(request.user, pk, access.can_review_case)
    return redirect("participants:log_of_participant", pk=enrolment.participant_id)


@require_POST
def watch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Watch a participant for a reason, or stop with a form that names the watching: a form that
    is sent twice does not undo itself.
    """
    access.require_review(request.user)
    watched = queries.watched(pk)
    if "watched" in request.POST:
        if watched is not None and str(watched.pk) == request.POST["watched"]:
            actions.stop_watching(watched, by=request.user)
        messages.success(request, "Deltagaren bevakas inte längre.")
    elif watched or WatchForm(request.POST).perform(actions.watch, pk, by=request.user):
        messages.success(request, "Deltagaren bevakas.")
    return redirect("participants:log_of_participant", pk=pk)
