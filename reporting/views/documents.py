"""The attendance report: choose the month, print."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mia.organisation.request import StaffRequest
from participants import doors
from reporting import documents, rules
from reporting.periods import Period


@require_safe
def attendance_months(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The months with participation time, each a link to its report."""
    enrolment = doors.get_editable(request.user, pk, rules.can_print_attendance)
    months = documents.attended_months(request.user, enrolment)
    return render(request, "reporting/list_attendance.html", {"enrolment": enrolment, "months": months})


@require_safe
def attendance(request: StaffRequest, pk: UUID, month: str) -> HttpResponse:
    enrolment = doors.get_editable(request.user, pk, rules.can_print_attendance)
    try:
        period = Period.month(month)
    except ValueError:
        raise Http404 from None
    document = documents.attendance(request.user, enrolment, period)
    return pdf_response(document.pdf()[1], document.file_name)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Shown in the browser; the name says nothing about a person."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
