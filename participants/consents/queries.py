"""Enrolments that lack a consent."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from mia.organisation.staff.models import Staff
from participants.consents.enums import ConsentKind
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.enrolments.queries import open_assigned_to


def without_sus_consent(user: Staff, today: date) -> QuerySet[Enrolment]:
    """Return the user's own open enrolments without a consent to SUS that holds today.

    `withdrawn_on` is the first day without the consent.
    """
    is_not_withdrawn = Q(withdrawn_on=None) | Q(withdrawn_on__gt=today)
    given = Consent.objects.filter(kind=ConsentKind.SUS, given_on__lte=today)
    holding = given.filter(is_not_withdrawn, enrolment=OuterRef("pk"))
    return open_assigned_to(user, today).filter(~Exists(holding))
