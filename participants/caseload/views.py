"""The list of participants that one works from."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mia.access.roles import Permission
from mia.organisation.request import StaffRequest
from participants.caseload import queries
from participants.caseload.forms import CaseloadForm
from participants.enrolments import access as enrolments_access
from participants.registration import access as registration_access

SESSION_KEY = "caseload"  # the filters last used, kept on return


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(enrolments_access.can_see_participants(user))
    form = form_of(request)
    selection = form.selection()
    rows, has_next = queries.caseload(user, selection, today)
    # Those who see a whole delprojekt see an alias of the protected persons in it.
    aliases, has_next_aliases = queries.protected_aliases(user, selection)
    page = {
        "form": form,
        "selection": selection,
        "rows": rows,
        "aliases": aliases,
        "today": today,
        "has_next": has_next or has_next_aliases,
        "query": urlencode(form.filled_values()),
        "may_merge": user.may(Permission.MERGE_PERSONS),
        "may_register": registration_access.can_register_participant(user),
    }
    return render(request, "participants/caseload/caseload.html", page)


def form_of(request: StaffRequest) -> CaseloadForm:
    """The filters of the address, or those last used; a queue leaves what is kept as it was."""
    kept = request.session.get(SESSION_KEY, {})
    form = CaseloadForm(request.GET.dict() or kept, user=request.user)
    if form.queue is None:
        request.session[SESSION_KEY] = form.filled_values()
    return form
