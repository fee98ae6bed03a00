"""Import of files: choose one, look at what would happen, confirm, see what happened."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from interventions.hosts.access import can_edit_host
from interventions.imports import access, actions, host_file, lookups, preview, uploads
from interventions.imports.forms import ImportForm
from mia.jobs.enums import JobState
from mia.jobs.models import Job
from mia.jobs.progress import progress_of
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow


@EDIT
def upload(request: StaffRequest) -> HttpResponse:
    access.require_import(request.user)
    now = timezone.localtime()
    form = ImportForm(request.POST or None, request.FILES or None)
    job = form.perform(actions.receive, by=request.user, at=now)
    if job is not None:
        return redirect("interventions:import_job", job.pk)
    places = sorted(lookups.delprojekt_for(request.user))
    page = {"form": form, "places": places}
    return render(request, "interventions/imports/import.html", page)


@require_safe
def show(request: StaffRequest, key: UUID) -> HttpResponse:
    """How far the file has come, or what came of it. htmx polls while it is worked on."""
    job = access.get_upload(request.user, key)
    if job.is_finished and request.htmx:
        return HttpResponseClientRefresh()
    if job.is_finished:
        return _show_finished(request, job)
    now = timezone.localtime()
    context = {"progress": progress_of(job, now=now)}
    if request.htmx:
        return render(request, "jobs/progress.html", context)
    return render(request, "interventions/imports/import_working.html", context)


def _show_finished(request: StaffRequest, job: Job) -> HttpResponse:
    if job.state == JobState.FAILED:
        fault = uploads.outcome_of(job).fault or job.message
        return render(request, "interventions/imports/import_failed.html", {"fault": fault})
    context = {"job": job, "counts": job.result}
    if uploads.is_imported(job):
        return render(request, "interventions/imports/import_result.html", context)
    only = request.GET.get("visa", "")
    page = request.GET.get("page", "")
    context |= preview.preview_of(job, only=only, page=page)
    return render(request, "interventions/imports/import_preview.html", context)


@require_POST
def confirm(request: StaffRequest, key: UUID) -> HttpResponse:
    """A second press finds the import under way, or done."""
    job = access.get_upload(request.user, key)
    actions.confirm(job, by=request.user, at=timezone.localtime())
    return redirect("interventions:import_job", key)


@require_POST
def discard(request: StaffRequest, key: UUID) -> HttpResponse:
    job = access.get_upload(request.user, key)
    if not job.is_finished:
        raise Http404
    actions.discard(job, by=request.user)
    return redirect("interventions:import")


@require_safe
def rejected(request: StaffRequest, key: UUID) -> HttpResponse:
    """The rows with errors, as a file to mend."""
    job = access.get_checked(request.user, key)
    if not job.result["wrong"]:
        raise Http404
    path = actions.fetch_rejected(job, by=request.user)
    response = HttpResponse(path.read_bytes(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="felaktiga-rader.csv"'
    return response


@require_safe
def hosts_file(request: StaffRequest) -> HttpResponse:
    """The register of hosts as a file, for those who edit it."""
    allow(can_edit_host(request.user))
    content = actions.export_hosts(by=request.user)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{host_file.FILE_NAME}"'
    return response
