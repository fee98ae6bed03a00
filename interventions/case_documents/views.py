"""The documents of a case: list them, keep one, and fetch one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from interventions.case_documents import access, actions, queries
from interventions.case_documents.forms import KeepForm
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow, can_read_notes, get_editable

READINGS_PER_PAGE = 50


@EDIT
def documents(request: StaffRequest, pk: UUID) -> HttpResponse:
    user = request.user
    enrolment = get_editable(user, pk, can_read_notes)
    may_keep = access.can_keep_document(user, enrolment)
    allow(may_keep or request.method != "POST")
    rows = queries.list_documents(user, enrolment)
    form = KeepForm(request.POST or None, request.FILES or None, rows=rows)
    if form.perform(actions.keep, enrolment, by=user):
        messages.success(request, "Dokumentet är sparat.")
        return redirect("interventions:documents", pk)
    page = {"enrolment": enrolment, "participant": enrolment.participant, "form": form}
    page |= {"documents": rows, "may_keep": may_keep}
    return render(request, "interventions/case_documents/documents.html", page)


@require_safe
def readings(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who has opened a version, in pages."""
    version = access.get_document(request.user, pk, with_content=False)
    rows = queries.readings_of(request.user, version)
    listed = Paginator(rows, READINGS_PER_PAGE).get_page(request.GET.get("page"))
    page = {"version": version, "page": listed, "enrolment": version.enrolment}
    page["participant"] = version.enrolment.participant
    return render(request, "interventions/case_documents/readings.html", page)


@require_safe
def fetch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file, to be saved: it is never shown as a page of MIA's."""
    version = access.get_document(request.user, pk)
    content = actions.open_document(version, by=request.user, at=timezone.now())
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{version.file_name}"'
    return response
