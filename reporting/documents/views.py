"""What is printed: the attendance report, the register extract, the plan and the letters."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from interventions.attestations import access as attestations_access
from interventions.attestations.queries import list_attendance, list_attended_months
from interventions.attestations.views import month_or_404
from interventions.groups import access as groups_access
from interventions.groups.queries import list_roster
from interventions.hosts import access as hosts_access
from interventions.letters import access as letters_access
from interventions.placements import access as placements_access
from mia.organisation.request import StaffRequest
from mia.organisation.second_factor import requires_recent_factor
from participants.enrolments import access as enrolments_access
from participants.referrals import access as referrals_access
from reporting.documents import access
from reporting.documents import agreement as agreements
from reporting.documents import attendance as attendance_reports
from reporting.documents import decline_letter as decline_letters
from reporting.documents import extract as extracts
from reporting.documents import group_sheet as group_sheets
from reporting.documents import letter as letters
from reporting.documents import placement as placements
from reporting.documents import plan as plans


@require_safe
def attendance_months(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The months with participation time, each a link to its report."""
    user = request.user
    enrolment = enrolments_access.get_editable(user, pk, access.can_print_attendance)
    page = {
        "enrolment": enrolment,
        "months": list_attended_months(user, enrolment),
        "may_attest": attestations_access.can_attest_attendance(user, enrolment),
    }
    return render(request, "reporting/documents/attendance_months.html", page)


@require_safe
@requires_recent_factor("skriva ut närvarorapporten")
def attendance(request: StaffRequest, pk: UUID, month: str) -> HttpResponse:
    """The report of one month as PDF."""
    enrolment = enrolments_access.get_editable(request.user, pk, access.can_print_attendance)
    document = attendance_reports.attendance(request.user, enrolment, month_or_404(month))
    _, content = document.pdf()
    return pdf_response(content, document.file_name)


@require_safe
@requires_recent_factor("skriva ut närvarorapporterna")
def attendance_of_all(request: StaffRequest, month: str) -> HttpResponse:
    """The reports of all my participants of one month, as one PDF."""
    user, period = request.user, month_or_404(month)
    enrolments_access.allow(attestations_access.can_see_attendance(user))
    rows = list_attendance(user, period, request.work.today)
    if not rows:
        return redirect("interventions:attendance", month)
    document = attendance_reports.attendance_of_all(user, rows, period)
    _, content = document.pdf()
    return pdf_response(content, document.file_name)


@require_safe
@requires_recent_factor("visa registerutdraget")
def extract(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The register extract of one enrolment, to be read together with the participant."""
    enrolment = enrolments_access.get_editable(request.user, pk)
    document = extracts.extract(request.user, enrolment, request.work.today, form="page")
    page = {"enrolment": enrolment, "document": document}
    return render(request, "reporting/documents/extract.html", page)


@require_safe
@requires_recent_factor("skriva ut registerutdraget")
def extract_pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The register extract as PDF."""
    enrolment = enrolments_access.get_editable(request.user, pk)
    document = extracts.extract(request.user, enrolment, request.work.today)
    _, content = document.pdf()
    return pdf_response(content, extracts.PDF_NAME)


@require_safe
@requires_recent_factor("hämta registerutdraget")
def extract_json(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The register extract as JSON, for the participant to take elsewhere."""
    enrolment = enrolments_access.get_editable(request.user, pk)
    document = extracts.extract(request.user, enrolment, request.work.today, form="json")
    response = HttpResponse(document.json(), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{extracts.JSON_NAME}"'
    return response


@require_safe
@requires_recent_factor("skriva ut brevet")
def decline_letter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The letter to a person whose referral was declined, as PDF."""
    referral = referrals_access.get_handled(request.user, pk)
    document = decline_letters.decline_letter(request.user, referral)
    _, content = document.pdf()
    return pdf_response(content, decline_letters.FILE_NAME)


@require_safe
def plan_pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The participant's plan as PDF, to take home."""
    rule = enrolments_access.can_read_notes
    enrolment = enrolments_access.get_editable(request.user, pk, rule)
    document = plans.plan_document(request.user, enrolment, request.work.today)
    _, content = document.pdf()
    return pdf_response(content, plans.FILE_NAME)


@require_safe
def placement_pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The plan of a placement as PDF, for participant and host."""
    placement = placements_access.get_planned_placement(request.user, pk)
    document = placements.placement_document(request.user, placement, request.work.today)
    _, content = document.pdf()
    return pdf_response(content, placements.FILE_NAME)


@require_safe
def agreement_pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An agreement about places as PDF."""
    agreement = hosts_access.get_agreement(request.user, pk)
    document = agreements.agreement_document(request.user, agreement, request.work.today)
    _, content = document.pdf()
    return pdf_response(content, agreements.FILE_NAME)


@require_safe
def letter_pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A letter that was kept with the case, as PDF."""
    letter = letters_access.get_letter(request.user, pk)
    document = letters.letter_document(request.user, letter)
    _, content = document.pdf()
    return pdf_response(content, letters.FILE_NAME)


@require_safe
def group_sheet(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The list of an occasion of a group, to sign on paper, as PDF."""
    occasion = groups_access.get_occasion(request.user, pk)
    roster = list_roster(request.user, occasion)
    document = group_sheets.group_sheet(request.user, occasion, roster)
    _, content = document.pdf()
    return pdf_response(content, group_sheets.FILE_NAME)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Shown in the browser; the name says nothing about a person."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
