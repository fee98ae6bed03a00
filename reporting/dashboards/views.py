"""The dashboard of the whole and of each delprojekt, the lists behind its numbers, and the same as
PDF.
"""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mia.organisation.request import StaffRequest
from reporting.dashboards import document as documents
from reporting.dashboards import overview as overviews
from reporting.dashboards import queries, sections, tiles
from reporting.dashboards.access import DashboardUnit, get_unit
from reporting.dashboards.forms import PeriodForm, PublicationForm
from reporting.dashboards.overview import Overview
from reporting.dashboards.published_overview import read_published
from reporting.dashboards.selection import FigureFilter, Selection
from reporting.documents.views import pdf_response
from reporting.figures.cohorts import COHORTS
from reporting.publications.queries import publications

ROWS_PER_PAGE = 100


@require_safe
def show(request: StaffRequest, code: str = "") -> HttpResponse:
    """One page for the whole and for a delprojekt; who has only one delprojekt is sent to it."""
    unit = get_unit(request.user, code)
    if unit.code != code:
        return redirect("reporting:delprojekt", unit.code)
    if not unit.is_exact:
        return _published(request, unit)
    form = _period_form(request)
    context: dict[str, Any] = {"unit": unit, "form": form, "overview": None}
    if form.is_valid():
        overview = _overview(unit, form)
        context |= {
            "overview": overview,
            "tiles": tiles.tiles(overview),
            "sections": sections.sections(overview),
            "query": urlencode(overview.query),
        }
    status = 200 if form.is_valid() else 400
    return render(request, "reporting/dashboards/dashboard.html", context, status=status)


def _published(request: StaffRequest, unit: DashboardUnit) -> HttpResponse:
    """The same page for a reader outside: what is published, by quarter."""
    form = PublicationForm(request.GET.dict(), publications=publications())
    context: dict[str, Any] = {"unit": unit, "form": form, "overview": None}
    if form.is_valid() and unit.is_publishable:
        overview = _published_overview(unit, form)
        context |= {
            "overview": overview,
            "publication": form.publication,
            "tiles": tiles.tiles(overview),
            "sections": sections.sections(overview),
            "query": urlencode(overview.query),
        }
    status = 200 if form.is_valid() or not form.publications else 400
    return render(request, "reporting/dashboards/dashboard.html", context, status=status)


@require_safe
def cohort(request: StaffRequest, code: str = "") -> HttpResponse:
    """Exactly those whom a number counts; who may not be opened is there without a name."""
    unit = get_unit(request.user, code)
    if not unit.has_lists:
        raise PermissionDenied
    form = _valid_period_form(request)
    figure = FigureFilter.from_query(request.GET.dict())
    context = {"unit": unit} | _list_context(request, unit, form, figure)
    return render(request, "reporting/dashboards/cohort.html", context)


def _list_context(
    request: StaffRequest, unit: DashboardUnit, form: PeriodForm, figure: FigureFilter
) -> dict[str, Any]:
    order = request.GET.get("ordning", "")
    members = queries.in_order(queries.members(_selection(unit, form), figure), order)
    page = Paginator(members, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return {
        "cohort": COHORTS[figure.cohort],
        "narrowed_by": figure.labels(queries.referrers()),
        "period": form.period,
        "page": page,
        "rows": queries.with_enrolments(request.user, page.object_list, timezone.localdate()),
        "orders": queries.ORDERS.items(),
        "order": order,
    } | _list_queries(form, figure, order)


def _list_queries(form: PeriodForm, figure: FigureFilter, order: str) -> dict[str, str]:
    listed = form.query | figure.query
    return {
        "query": urlencode(form.query),
        "list_query": urlencode(listed),
        "page_query": urlencode(listed | {"ordning": order}),
    }


@require_safe
def pdf(request: StaffRequest, code: str = "") -> HttpResponse:
    """The same numbers and charts, to print or to send; no links, since paper opens nothing."""
    unit = get_unit(request.user, code)
    if unit.is_exact:
        overview = _overview(unit, _valid_period_form(request), has_links=False)
    elif not publications():
        return redirect(unit.path)  # the page says why there is none
    else:
        overview = _valid_published_overview(request, unit)
    document = documents.dashboard(overview, made_on=timezone.localdate())
    _, content = document.pdf()
    return pdf_response(content, document.file_name)


def _published_overview(unit: DashboardUnit, form: PublicationForm) -> Overview:
    projects = queries.esf_projects()
    return read_published(unit, form.publication, form.earlier, projects)


def _valid_published_overview(request: StaffRequest, unit: DashboardUnit) -> Overview:
    """Raises Http404, as _valid_period_form."""
    form = PublicationForm(request.GET.dict(), publications=publications())
    if not (form.is_valid() and unit.is_publishable):
        raise Http404
    return _published_overview(unit, form)


def _period_form(request: StaffRequest) -> PeriodForm:
    projects = queries.esf_projects()
    return PeriodForm(request.GET.dict(), today=timezone.localdate(), projects=projects)


def _valid_period_form(request: StaffRequest) -> PeriodForm:
    """Raises Http404: a list or a PDF is opened from a page with a valid period."""
    form = _period_form(request)
    if not form.is_valid():
        raise Http404
    return form


def _selection(unit: DashboardUnit, form: PeriodForm) -> Selection:
    projects = tuple(project.pk for project in form.picked_projects)
    return Selection(form.period, tuple(unit.ids), projects)


def _overview(unit: DashboardUnit, form: PeriodForm, *, has_links: bool = True) -> Overview:
    return overviews.read(
        unit, _selection(unit, form), form.query, form.picked_projects, has_links=has_links
    )
