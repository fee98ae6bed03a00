"""Disposal: the list of what is due, a proposal by one person, the confirmation by another, the
record; and holds against it.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.second_factor import requires_recent_factor
from participants.caseload.forms import page_number
from participants.enrolments.access import can_hold_disposal, get_editable
from reporting.retention import access, actions, presentation, protocol, queries
from reporting.retention.forms import HoldForm
from reporting.retention.models import Disposal

PROPOSED = "Förslaget är sparat. Någon annan som får gallra ska bekräfta det."
CONFIRMED = "Gallringen är bekräftad och görs i bakgrunden."
HELD, LIFTED = "Personen är spärrad mot gallring.", "Spärren är hävd."
FORMATS = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}


@require_safe
def disposals(request: StaffRequest) -> HttpResponse:
    """What is due today, what is held, and the disposals so far."""
    access.check_disposer(request.user)
    page = presentation.list_page(
        today=request.work.today,
        number=page_number(request.GET.get("sida", "")),
        shows_held=request.GET.get("visa") == "sparrade",
    )
    return render(request, "reporting/retention/disposals.html", page)


@require_POST
@requires_recent_factor("föreslå en gallring")
def propose(request: StaffRequest) -> HttpResponse:
    access.check_disposer(request.user)
    try:
        disposal = actions.propose(by=request.user, at=timezone.now(), today=request.work.today)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("reporting:disposals")
    messages.success(request, PROPOSED)
    return redirect(disposal)


@require_safe
def disposal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """htmx polls the part that changes; when the disposal is done, the whole page is loaded."""
    row = access.get_disposal(request.user, pk)
    page = presentation.disposal_page(row, user=request.user, now=timezone.localtime())
    if request.htmx and not page["progress"].is_polled:
        return HttpResponseClientRefresh()
    if request.htmx:
        return render(request, "reporting/retention/progress.html", page)
    return render(request, "reporting/retention/disposal.html", page)


@require_POST
@requires_recent_factor("bekräfta en gallring")
def confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _decide(request, pk, actions.confirm, CONFIRMED)


@require_POST
@requires_recent_factor("dra tillbaka ett förslag till gallring")
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _decide(request, pk, actions.withdraw, "Förslaget är tillbakadraget.")


@require_POST
@requires_recent_factor("fortsätta en gallring")
def resume(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _decide(request, pk, actions.resume, "Gallringen fortsätter i bakgrunden.")


def _decide(
    request: StaffRequest, pk: UUID, action: Callable[..., Disposal], text: str
) -> HttpResponse:
    """Run the action and go back to the disposal, with what came of it."""
    row = access.get_disposal(request.user, pk)
    try:
        action(row, by=request.user, at=timezone.now())
        messages.success(request, text)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(row)


@require_safe
@requires_recent_factor("hämta gallringsprotokollet")
def protocol_file(request: StaffRequest, pk: UUID, form: str) -> HttpResponse:
    """The record as a file, without personal data."""
    row = access.get_disposal(request.user, pk)
    if form not in FORMATS:
        raise Http404
    document = protocol.hand_out(protocol.protocol_of(row), by=request.user)
    content = document.csv() if form == "csv" else document.pdf()[1]
    response = HttpResponse(content, content_type=FORMATS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{document.file_name}.{form}"'
    return response


@EDIT
@requires_recent_factor("spärra mot gallring")
def hold(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Place a hold on a person of the list, or lift the one that the form names: a form that is
    sent twice does not undo itself.
    """
    user, now = request.user, timezone.now()
    row = access.get_person(user, pk, today=request.work.today)
    current = queries.hold_of(pk)
    form = HoldForm(request.POST or None)
    if "hold" in request.POST:
        if current is not None and str(current.pk) == request.POST["hold"]:
            actions.lift_hold(current, by=user, at=now)
        messages.success(request, LIFTED)
        return redirect("reporting:disposals")
    placed = current
    if current is None:
        placed = form.perform(actions.place_hold, pk, by=user, at=now)
    if request.method == "POST" and placed is not None:
        messages.success(request, HELD)
        return redirect("reporting:disposals")
    page = {"row": row, "hold": current, "form": form}
    return render(request, "reporting/retention/hold.html", page)


@require_safe
def hold_of_case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """From the case page to the hold of its participant."""
    enrolment = get_editable(request.user, pk, can_hold_disposal)
    return redirect("reporting:disposal_hold", pk=enrolment.participant_id)
