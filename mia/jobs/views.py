"""The administrators' page of what MIA does by itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mia.jobs import housekeeping, sign_on
from mia.organisation.request import StaffRequest
from mia.organisation.staff.access import check_administrator


@require_safe
def operation(request: StaffRequest) -> HttpResponse:
    check_administrator(request.user)
    rows = housekeeping.overview()
    page = {
        "rows": rows,
        "is_late": any(row.is_late for row in rows),
        "unfinished": sign_on.unfinished(),
    }
    return render(request, "jobs/operation.html", page)
