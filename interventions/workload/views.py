"""Bemanning: who has how many participants, and the list of ceilings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interventions.workload import queries
from interventions.workload.listings import LISTINGS
from mia.access.roles import Permission
from mia.organisation.absences import access
from mia.organisation.periods.queries import staffing_on
from mia.organisation.reference import access as reference_access
from mia.organisation.reference import views as reference_views
from mia.organisation.request import EDIT, StaffRequest


@require_safe
def workload(request: StaffRequest) -> HttpResponse:
    """Every delprojekt where the user assigns staff, with its workers."""
    user, today = request.user, request.work.today
    access.check_worker(user)
    places = []
    for delprojekt in user.current_delprojekt:
        if user.may(Permission.ASSIGN_STAFF, delprojekt.pk):
            places.append((delprojekt, queries.workloads_of(user, delprojekt, today)))
    staffing = staffing_on([delprojekt.pk for delprojekt, _ in places], today)
    page = {
        "places": [(place, rows, staffing.get(place.pk)) for place, rows in places],
        "ceilings": queries.ceilings_in_words(today),
        "may_review_fidelity": bool(user.scope.whole_delprojekt_with(Permission.READ_NOTES)),
    }
    return render(request, "interventions/workload/workload.html", page)


@require_safe
def ceilings_list(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.list_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def ceilings_new(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.new_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def ceilings_change(request: StaffRequest, slug: str, pk: str) -> HttpResponse:
    return reference_views.change_page(request, reference_access.get_listing(LISTINGS, slug), pk)
