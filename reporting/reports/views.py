"""The reports: which there are, what one of them says, its file, and locking a month."""

import tempfile
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mia.organisation.request import EDIT, StaffRequest
from mia.organisation.second_factor import requires_recent_factor
from reporting.exports import size
from reporting.exports.about import FileOrigin
from reporting.exports.declaration import Export, RowExport
from reporting.exports.request import file_name, is_outside
from reporting.figures.scope import ReportScope
from reporting.months import actions as months_actions
from reporting.months import queries as months_queries
from reporting.orders import actions as orders_actions
from reporting.orders import presentation
from reporting.orders.forms import FileForm
from reporting.publications.queries import publications
from reporting.reports import month_work, preview
from reporting.reports.forms import ReportForm, default_month
from reporting.runs import actions as runs_actions
from reporting.runs.access import exports_of, get_export, is_of_persons

LATEST = 10
OTHER_CHOICE = (
    "Du hade valt något annat än det som visades, så ingen fil hämtades. Nu visas det du har valt."
)
SHOW_CHOICE = "visa"  # the button that shows the choice and makes no file
FETCHED_COOKIE = "hamtad"
COOKIE_SECONDS = 60


def takes_out_persons(request: StaffRequest, slug: str) -> bool:
    """Tell whether the form that is sent makes a file with personal numbers."""
    makes_file = request.method == "POST" and SHOW_CHOICE not in request.POST
    return makes_file and is_of_persons(slug)


@require_safe
def index(request: StaffRequest) -> HttpResponseBase:
    user = request.user
    exports = exports_of(user)
    month = default_month(timezone.localdate())
    changes = month_work.load_changes(user, exports)
    context = {
        "exports": exports,
        "steps": month_work.checklist(user, exports, month, timezone.localdate(), changes),
        "month": month,
        "runs": month_work.latest_runs(user, LATEST, changes),
        "orders": presentation.latest(user, LATEST, now=timezone.localtime()),
    }
    return render(request, "reporting/reports/reports.html", context)


@EDIT
@requires_recent_factor("hämta filen", when=takes_out_persons)
def show(request: StaffRequest, slug: str) -> HttpResponseBase:
    """The form and what it comes to; by POST the finished file, or the order of a large one."""
    export = get_export(request.user, slug)
    is_sent = request.method == "POST"
    form = _form(request, export)
    file_form = FileForm(export=export)
    if is_sent:
        file_form = FileForm(request.POST, export=export)
    if not form.is_valid() or form.scope is None:
        status = 400 if is_sent or request.GET else 200
        return _page(request, export, form, file_form, {}, status=status)
    if is_sent and (SHOW_CHOICE in request.POST or _is_other_than_shown(request, form)):
        return _show_again(request, form)
    if is_sent and file_form.is_valid():
        return _file_or_order(request, form, form.scope, file_form)
    return _page(request, export, form, file_form, _preview(request, form, form.scope))


def _preview(request: StaffRequest, form: ReportForm, scope: ReportScope) -> dict[str, Any]:
    checks_all = "kontroll" in request.GET
    today = timezone.localdate()
    return preview.load(request.user, form.export, scope, checks_all=checks_all, today=today)


def _is_other_than_shown(request: StaffRequest, form: ReportForm) -> bool:
    """Whether the choice was changed after the page was shown, on which the button was pressed."""
    choice = request.POST.get("shown")
    return choice is not None and choice != urlencode(form.query)


def _show_again(request: StaffRequest, form: ReportForm) -> HttpResponseBase:
    """The page of what is chosen now."""
    if SHOW_CHOICE not in request.POST:
        messages.warning(request, OTHER_CHOICE)
    return redirect(f"{request.path}?{urlencode(form.query)}")


@require_POST
def lock(request: StaffRequest, slug: str, pk: UUID) -> HttpResponseBase:
    """Lock the month of a file that has been made."""
    export = get_export(request.user, slug)
    run = months_queries.get_run(request.user, slug, pk)
    if not (isinstance(export, RowExport) and export.is_monthly):
        raise Http404
    scope = months_queries.load_scope_of(run)
    try:
        months_actions.lock(run, export, scope, by=request.user, at=timezone.localtime())
        messages.success(request, f"{run.first_on:%Y-%m} är låst.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(f"/rapporter/{slug}/?{_query_of(scope)}")


def _query_of(scope: ReportScope) -> str:
    """The month and its ESF project, which a month with two of them asks for."""
    projects = [("project", code) for code in scope.project_codes]
    return urlencode([("month", scope.period.label), *projects])


def _form(request: StaffRequest, export: Export) -> ReportForm:
    """Filled with what was sent; without a period it is the last full month."""
    data = request.GET.copy()
    if request.method == "POST":
        data = request.POST.copy()
    today = timezone.localdate()
    if is_outside(request.user, export):
        published = publications()
        if published and not data.get("month"):
            data["month"] = f"{published[-1].last_on:%Y-%m}"
    elif not (data.get("month") or data.get("from_on") or data.get("to_on")):
        data["month"] = default_month(today)
    return ReportForm(data, user=request.user, export=export, today=today)


def _page(
    request: StaffRequest,
    export: Export,
    form: ReportForm,
    file_form: FileForm,
    preview_values: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponseBase:
    now = timezone.localtime()
    context = {
        "export": export,
        "form": form,
        "file_form": file_form,
        "preview": preview_values,
        "locked": preview_values.get("locked", []),
        "orders": presentation.latest(request.user, LATEST, now=now, slug=export.slug),
        "query": urlencode(form.query) if form.scope else "",
    }
    return render(request, "reporting/reports/report.html", context, status=status)


def _file_or_order(
    request: StaffRequest, form: ReportForm, scope: ReportScope, file_form: FileForm
) -> HttpResponseBase:
    extension = file_form.cleaned_data["format"]
    if not size.is_large(form.export, scope, extension):
        return _file(request, form, scope, extension, file_form.cleaned_data["key"])
    order = orders_actions.place(
        form.export,
        form.report_request,
        scope,
        by=request.user,
        extension=extension,
        at=timezone.localtime(),
        key=file_form.cleaned_data["key"],
    )
    return redirect("reporting:order", order.pk)


def _file(
    request: StaffRequest, form: ReportForm, scope: ReportScope, extension: str, key: UUID | None
) -> HttpResponseBase:
    """A finished file: nothing is asked of the database while it is sent.

    The script waits for the cookie and loads the page again, which then tells of the file.
    """
    export = form.export
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it has been sent
    origin = FileOrigin(request.user.name, timezone.localtime())
    runs_actions.make(export, scope, by=request.user, extension=extension, file=file, origin=origin)
    name = file_name(export, scope.period, extension, form.report_request.project)
    response = FileResponse(file, as_attachment=True, filename=name)
    response.set_cookie(
        FETCHED_COOKIE, str(key), max_age=COOKIE_SECONDS, path=request.path, samesite="Strict"
    )
    return response
