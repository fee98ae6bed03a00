"""Access checks of a consent."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from mia.organisation.staff.models import Staff
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment


def get_consent(user: Staff, enrolment: Enrolment, pk: UUID) -> Consent:
    """Return a consent that is not withdrawn, of an enrolment the user sees. Raises Http404."""
    return get_object_or_404(consents_of(user, enrolment), pk=pk, withdrawn_on=None)


def consents_of(user: Staff, enrolment: Enrolment) -> QuerySet[Consent]:
    """Return every consent of the enrolment, those that hold first."""
    consents: QuerySet[Consent] = Consent.objects.visible_in(user, enrolment)
    return consents.select_related("enrolment").order_by("-withdrawn_on", "kind", "-given_on")
