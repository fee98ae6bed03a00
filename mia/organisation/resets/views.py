"""Taking away a second factor: asked, confirmed and withdrawn by administrators, and told to the
person.
"""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.resets import access, actions, queries
from mia.organisation.resets.notice import forget_notice
from mia.organisation.second_factor import requires_recent_factor
from mia.organisation.staff import access as staff_access

ASKED = "Begäran är sparad. En annan administratör ska bekräfta den inom ett dygn."


@require_POST
@requires_recent_factor("begära en återställning")
def ask(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    staff = staff_access.get_staff(pk)
    return _done(request, actions.ask, staff, pk, ASKED)


@require_POST
@requires_recent_factor("bekräfta en återställning")
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    reset = access.get_reset(pk)
    if not access.can_confirm_reset(request.user, reset):
        raise PermissionDenied
    text = f"{reset.staff} är utloggad och lägger till app eller nyckel vid nästa inloggning."
    return _done(request, actions.confirm, reset, reset.staff_id, text)


@require_POST
@requires_recent_factor("dra tillbaka en återställning")
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    staff_access.check_administrator(request.user)
    reset = access.get_reset(pk)
    return _done(request, actions.withdraw, reset, reset.staff_id, "Begäran är tillbakadragen.")


def _done(
    request: StaffRequest, action: Callable[..., object], row: object, staff_id: int, text: str
) -> HttpResponse:
    """Run the action and go back to the person's page, with what came of it."""
    try:
        action(row, by=request.user, at=timezone.now())
        messages.success(request, text)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("organisation:staff_page", staff_id)


@EDIT
def notice(request: StaffRequest) -> HttpResponse:
    """What was done with one's own second factor; it stays until it is acknowledged."""
    if request.method == "POST":
        actions.acknowledge(by=request.user, at=timezone.now())
        forget_notice(request)
        return redirect("start")
    resets = list(queries.unread_resets(request.user))
    if not resets:
        forget_notice(request)
    return render(request, "organisation/resets/notice.html", {"resets": resets})
