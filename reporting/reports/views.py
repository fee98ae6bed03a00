"""The reports: which there are, what one of them says, its file, and locking a month."""

import tempfile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mia.organisation.request import StaffRequest
from reporting.exports import size
from reporting.exports.about import Made
from reporting.exports.declaration import Export, RowExport
from reporting.figures.scope import ReportScope
from reporting.months import actions as run_actions
from reporting.months import queries as months_queries
from reporting.orders import actions as orders_actions
from reporting.orders import presentation
from reporting.reports import preview
from reporting.reports.forms import FileForm, ReportForm, default_month
from reporting.runs import actions as runs_actions
from reporting.runs.access import exports_of, get_export

LATEST = 10


@require_safe
def index(request: StaffRequest) -> HttpResponseBase:
    user = request.user
    exports = exports_of(user)
    month = default_month(timezone.localdate())
    context = {
        "exports": exports,
        "steps": preview.checklist(user, exports, month),
        "month": month,
        "runs": preview.latest(user, LATEST),
        "orders": presentation.latest(user, LATEST, now=timezone.localtime()),
    }
    return render(request, "reporting/reports/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, slug: str) -> HttpResponseBase:
    """The form and what it comes to; by POST the finished file, or the order of a large one."""
    export = get_export(request.user, slug)
    asked = request.POST if request.method == "POST" else request.GET
    form = _form(request, export, asked)
    wanted = FileForm(request.POST if request.method == "POST" else None, export=export)
    form.is_valid()
    if request.method == "POST" and form.choice and wanted.is_valid():
        if size.is_large(export, form.choice, wanted.cleaned_data["format"]):
            return _order(request, form, form.choice, wanted)
        return _file(request, export, form.choice, wanted.cleaned_data["format"])
    shown: dict[str, Any] = {}
    if form.choice:
        shown = preview.of(request.user, export, form.choice, check="kontroll" in request.GET)
    context = {
        "export": export,
        "form": form,
        "file_form": wanted,
        "shown": shown,
        "locked": shown.get("locked", []),
    }
    context["orders"] = presentation.latest(
        request.user, LATEST, now=timezone.localtime(), slug=slug
    )
    return render(request, "reporting/reports/report.html", context, status=200 if shown else 400)


@require_POST
def lock(request: StaffRequest, slug: str, pk: UUID) -> HttpResponseBase:
    """Lock the month of a file that has been made."""
    export = get_export(request.user, slug)
    run = months_queries.get_run(request.user, slug, pk)
    if not (isinstance(export, RowExport) and export.is_monthly):
        raise Http404
    try:
        run_actions.lock(
            run, export, months_queries.choice_of(run), by=request.user, at=timezone.localtime()
        )
        messages.success(request, f"{run.first_on:%Y-%m} är låst.")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect(f"/rapporter/{slug}/?month={run.first_on:%Y-%m}")


def _form(request: StaffRequest, export: Export, asked: QueryDict) -> ReportForm:
    """As asked; nothing asked is the last full month."""
    data = asked.copy()
    if not (data.get("month") or data.get("from_on") or data.get("to_on")):
        data["month"] = default_month(timezone.localdate())
    return ReportForm(data, user=request.user, export=export, today=timezone.localdate())


def _file(
    request: StaffRequest, export: Export, choice: ReportScope, extension: str
) -> HttpResponseBase:
    """A finished file: nothing is asked of the database while it is sent."""
    file = tempfile.TemporaryFile()
    made = Made(request.user.name, timezone.localtime())
    runs_actions.make(export, choice, by=request.user, extension=extension, file=file, made=made)
    return FileResponse(file, as_attachment=True, filename=export.file_name(choice, extension))


def _order(
    request: StaffRequest, form: ReportForm, choice: ReportScope, file: FileForm
) -> HttpResponseBase:
    placed = orders_actions.place(
        form.export,
        form.wanted,
        choice,
        by=request.user,
        extension=file.cleaned_data["format"],
        at=timezone.localtime(),
        key=file.cleaned_data["key"],
    )
    return redirect("reporting:order", placed.pk)
