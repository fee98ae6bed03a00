"""The list of participants that one works from."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mia.organisation.request import StaffRequest
from participants.caseload import queries
from participants.caseload.forms import CaseloadForm
from participants.enrolments import access as enrolments_access
from participants.registration import access as registration_access

KEPT = "caseload"  # in the session: the filters last used, kept on return


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(enrolments_access.can_see_participants(user))
    form = CaseloadForm(request.GET.dict() or request.session.get(KEPT, {}), user=user)
    chosen = form.chosen()
    request.session[KEPT] = form.kept()
    rows, has_next = queries.caseload(user, chosen, today)
    # Protected persons whom others answer for: those who see all see that much.
    aliases, more_aliases = (
        queries.protected_aliases(user, chosen) if chosen.whose == "alla" else ([], False)
    )
    page: dict[str, Any] = {
        "form": form,
        "rows": rows,
        "chosen": chosen,
        "today": today,
        "has_next": has_next or more_aliases,
        "query": urlencode(form.kept()),
        "may_register": registration_access.can_register_participant(user),
        "aliases": aliases,
        "first": chosen.first + 1,
    }
    return render(request, "participants/caseload/caseload.html", page)
