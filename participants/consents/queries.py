"""Enrolments that lack a consent."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from participants.consents.enums import ConsentKind
from participants.consents.models import Consent


def without_sus_consent(today: date) -> Q:
    """Return the condition that no consent to SUS holds today for an enrolment.

    `withdrawn_on` is the first day without the consent.
    """
    is_not_withdrawn = Q(withdrawn_on=None) | Q(withdrawn_on__gt=today)
    given = Consent.objects.filter(kind=ConsentKind.SUS, given_on__lte=today)
    holding = given.filter(is_not_withdrawn, enrolment=OuterRef("pk"))
    return ~Q(Exists(holding))
