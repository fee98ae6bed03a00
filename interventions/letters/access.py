"""Access checks of letters."""

from uuid import UUID

from django.http import Http404

from interventions.letters.models import Letter
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_edit_enrolment
from participants.enrolments.models import Enrolment


def can_write_letter(user: Staff, enrolment: Enrolment) -> bool:
    return can_edit_enrolment(user, enrolment)


def get_letter(user: Staff, pk: UUID) -> Letter:
    """Return a letter that the user may read, with its case. Raises Http404."""
    related = (
        "enrolment__participant",
        "enrolment__delprojekt",
        "enrolment__contact_details",
        "registered_by",
    )
    rows = Letter.objects.visible_to(user).select_related(*related)
    letter: Letter | None = rows.filter(pk=pk).first()
    if letter is None:
        raise Http404
    return letter
