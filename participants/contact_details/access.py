"""Access checks of contact details."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from mia.organisation.staff.models import Staff
from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.enrolments import access as enrolments_access
from participants.enrolments.models import Enrolment


def get_case(user: Staff, pk: UUID, *, is_change: bool) -> Enrolment:
    """The enrolment, for those who read its notes: in an emergency too. To change is to edit it.

    Raises Http404, PermissionDenied.
    """
    rule = enrolments_access.can_read_notes
    if is_change:
        rule = enrolments_access.can_edit_enrolment
    return enrolments_access.get_editable(user, pk, rule)


def details_of(user: Staff, enrolment: Enrolment) -> ContactDetails:
    """The details, or new and empty ones that are not saved."""
    existing: ContactDetails | None = None
    if enrolments_access.can_read_notes(user, enrolment):
        existing = getattr(enrolment, "contact_details", None)
    if existing is not None:
        return existing
    return ContactDetails(enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, version=0)


def related_persons(user: Staff, enrolment: Enrolment) -> QuerySet[RelatedPerson]:
    rows: QuerySet[RelatedPerson] = RelatedPerson.objects.visible_in(user, enrolment)
    return rows.order_by("role", "pk")


def get_related_person(user: Staff, enrolment: Enrolment, pk: UUID) -> RelatedPerson:
    """Raises Http404."""
    return get_object_or_404(related_persons(user, enrolment), pk=pk)
