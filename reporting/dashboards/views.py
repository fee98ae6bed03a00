"""The dashboard of the whole and of each delprojekt, the lists behind its numbers, and the same as
PDF.
"""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mia.organisation.request import StaffRequest
from reporting.dashboards import document as documents
from reporting.dashboards import overview, queries, sections
from reporting.dashboards.forms import PeriodForm
from reporting.dashboards.overview import Overview
from reporting.dashboards.queries import FigureFilter, Place, Selection, get_place
from reporting.documents.views import pdf_response
from reporting.figures.cohorts import COHORTS

PAGE = 100


@require_safe
def show(request: StaffRequest, code: str = "") -> HttpResponse:
    """One page for the whole and for a delprojekt; whoever has one delprojekt only is sent to it."""
    place = get_place(request.user, code)
    if place.code != code:
        return redirect("reporting:delprojekt", place.code)
    form = _form(request)
    view = _overview(place, form) if form.is_valid() else None
    context = {
        "unit": place,
        "form": form,
        "overview": view,
        "tiles": sections.tiles(view) if view else [],
        "sections": sections.sections(view) if view else [],
        "query": urlencode(view.query) if view else "",
    }
    return render(
        request, "reporting/dashboards/dashboard.html", context, status=200 if view else 400
    )


@require_safe
def cohort(request: StaffRequest, code: str = "") -> HttpResponse:
    """Exactly those whom a number counts; who may not be opened is there without a name."""
    place = get_place(request.user, code)
    if not place.may_list:
        raise PermissionDenied
    form = _valid(request)
    part = FigureFilter.read(request.GET.dict())
    found = queries.members(_selection(place, form), part)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": place,
        "cohort": COHORTS[part.cohort],
        "narrowed": part.words(queries.referrers()),
        "period": form.period,
        "page": page,
        "rows": queries.opened(request.user, page.object_list),
        "query": urlencode(form.query),
        "list_query": urlencode(form.query | part.query),
    }
    return render(request, "reporting/dashboards/cohort.html", context)


@require_safe
def pdf(request: StaffRequest, code: str = "") -> HttpResponse:
    """The same numbers and charts, to print or to send; no links, since paper opens nothing."""
    place = get_place(request.user, code)
    view = _overview(place, _valid(request), linked=False)
    document = documents.dashboard(view, made_on=timezone.localdate())
    return pdf_response(
        document.pdf()[1],
        f"oversikt_{place.code or 'MIA'}_{view.selection.period.last_on:%Y-%m}.pdf",
    )


def _form(request: StaffRequest) -> PeriodForm:
    return PeriodForm(
        request.GET.dict(), today=timezone.localdate(), projects=queries.esf_projects()
    )


def _valid(request: StaffRequest) -> PeriodForm:
    form = _form(request)
    if not form.is_valid():
        raise Http404
    return form


def _selection(place: Place, form: PeriodForm) -> Selection:
    return Selection(form.period, tuple(place.ids), tuple(row.pk for row in form.chosen))


def _overview(place: Place, form: PeriodForm, *, linked: bool = True) -> Overview:
    return overview.read(place, _selection(place, form), form.query, form.chosen, linked=linked)
