"""Access checks of a consent."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from participants.consents.models import Consent
from participants.enrolments.models import Enrolment

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mia.organisation.staff.models import Staff


def get_consent(user: "Staff", enrolment: Enrolment, pk: UUID) -> Consent:
    """A consent that holds, of an enrolment the user sees. Raises Http404."""
    found: Consent | None = consents_of(user, enrolment).filter(pk=pk, withdrawn_on=None).first()
    if found is None:
        raise Http404
    return found


def consents_of(user: "Staff", enrolment: Enrolment) -> "QuerySet[Consent]":
    rows: QuerySet[Consent] = Consent.objects.visible_to(user).filter(enrolment=enrolment)
    return rows.select_related("enrolment").order_by("-withdrawn_on", "kind", "-given_on")
