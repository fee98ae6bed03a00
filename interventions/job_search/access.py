"""Access checks of the search for work."""

from uuid import UUID

from django.http import Http404

from interventions.job_search.models import EmployerContact, JobApplication
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment
from participants.visibility import works_with


def can_search_jobs(user: Staff, enrolment: Enrolment) -> bool:
    """Those who edit the enrolment and read what is confidential about it."""
    may_edit = can_edit_enrolment(user, enrolment)
    return may_edit and works_with(user, enrolment, Permission.READ_NOTES)


def get_editable_contact(user: Staff, pk: UUID) -> EmployerContact:
    """Return a contact with an employer. Raises Http404, PermissionDenied."""
    rows = EmployerContact.objects.visible_to(user).select_related(
        "enrolment__participant", "staff"
    )
    contact: EmployerContact | None = rows.filter(pk=pk).first()
    if contact is None:
        raise Http404
    allow(can_search_jobs(user, contact.enrolment))
    return contact


def get_editable_application(user: Staff, pk: UUID) -> JobApplication:
    """Return an application. Raises Http404, PermissionDenied."""
    rows = JobApplication.objects.visible_to(user).select_related("enrolment__participant")
    application: JobApplication | None = rows.filter(pk=pk).first()
    if application is None:
        raise Http404
    allow(can_search_jobs(user, application.enrolment))
    return application
