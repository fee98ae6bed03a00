"""Files read in: choose, look at what would happen, confirm, see what happened."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interventions.imports import access, jobs, lookups, upload_store
from interventions.imports.forms import ImportForm
from interventions.imports.report import WRONG, Problem

PER_PAGE = 100
# Seconds between two looks at a file that is worked on; a header, so that no script is needed
RELOAD = "2"
FILTERS = {"fel": "Rader med fel", "alla": "Alla rader"}
PAGES = {
    upload_store.WAITING: "interventions/imports/import_working.html",
    upload_store.WORKING: "interventions/imports/import_working.html",
    upload_store.CHECKED: "interventions/imports/import_preview.html",
    upload_store.IMPORTED: "interventions/imports/import_result.html",
    upload_store.FAILED: "interventions/imports/import_failed.html",
}


def asked(request: HttpRequest) -> jobs.Request:
    """Who asks; only those who may import. Raises PermissionDenied."""
    user: Any = request.user
    if not access.can_import_files(user):
        raise PermissionDenied
    return jobs.Request(user, request.work, request.META.get("REMOTE_ADDR"))  # type: ignore[attr-defined]


def own(request: HttpRequest, key: UUID, *stages: str) -> upload_store.Job:
    """The user's own job, at one of these stages. Raises Http404, PermissionDenied."""
    found = upload_store.find(key, owner=asked(request).user.pk)
    if found is None or (stages and found.state.stage not in stages):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    who = asked(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        found = upload_store.receive(said["file"], owner=who.user.pk, kind=said["kind"])
        jobs.begin(found, who, dry_run=True)
        return redirect("interventions:import_job", found.key)
    places = sorted(lookups.delprojekt_for(who.user))
    return render(request, "interventions/imports/import.html", {"form": form, "places": places})


@require_safe
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    found = own(request, key)
    state = found.state
    page: dict[str, Any] = {"job": found, "state": state, "counts": state.counts}
    if state.stage == upload_store.CHECKED:
        page |= preview(request, found)
    response = render(request, PAGES[state.stage], page)
    if state.stage in (upload_store.WAITING, upload_store.WORKING):
        response.headers["Refresh"] = RELOAD
    return response


def preview(request: HttpRequest, found: upload_store.Job) -> dict[str, Any]:
    """The rows to show: those with errors first of all, when there are any."""
    statuses, problems = found.outcome()
    chosen = request.GET.get("visa", "fel" if problems else "alla")
    rows = by_line(problems)
    if chosen != "fel":
        rows = sorted([*rows, *((line, status, []) for line, status in statuses)])
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    going_in = found.state.counts["new"] + found.state.counts["changed"]
    return {
        "page": page,
        "chosen": chosen,
        "query": f"visa={chosen}&",
        "filters": FILTERS,
        "going_in": going_in,
    }


def by_line(problems: list[Problem]) -> list[tuple[int, str, list[Problem]]]:
    lines: dict[int, list[Problem]] = {}
    for problem in problems:
        lines.setdefault(problem.line, []).append(problem)
    return [(line, WRONG, found) for line, found in sorted(lines.items())]


@require_POST
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    found = own(request, key, upload_store.CHECKED, upload_store.WORKING, upload_store.IMPORTED)
    if found.state.stage == upload_store.CHECKED:  # a second press finds it under way, or done
        jobs.begin(found, asked(request), dry_run=False)
    return redirect("interventions:import_job", key)


@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    own(request, key, upload_store.CHECKED, upload_store.FAILED, upload_store.IMPORTED).drop()
    return redirect("interventions:import")


@require_safe
def rejected(request: HttpRequest, key: UUID) -> HttpResponse:
    found = own(request, key, upload_store.CHECKED, upload_store.IMPORTED)
    if not found.state.counts["wrong"]:
        raise Http404
    answer = HttpResponse(jobs.rejected(found).read_bytes(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="felaktiga-rader.csv"'
    return answer
