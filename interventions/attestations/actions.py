"""Writes: that a month is attested, and that it is not."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.attestations import queries
from interventions.attestations.models import Attestation
from mia import audit
from mia.access import saving
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

NOTHING = "Välj minst en deltagare som har skrivit under."
NO_TIME = "Det finns ingen tid att intyga den månaden."


@transaction.atomic
def attest(enrolments: Iterable[Enrolment], month: Period, *, by: Staff) -> list[Attestation]:
    """Attest the time that the enrolments have in the month now, and return what was written.

    One that is attested with as many minutes stays as it is. Raises ValidationError without any
    enrolment, and for one without time.
    """
    cases = {enrolment.pk: enrolment for enrolment in enrolments}
    if not cases:
        raise ValidationError(NOTHING)
    times = queries.times_of_month(by, cases, month)
    if times.keys() != cases.keys():
        raise ValidationError(NO_TIME)
    existing = queries.attestations_of(by, cases, month)
    written = []
    for key, enrolment in cases.items():
        minutes = times[key].minutes
        former = existing.get(key)
        if former is not None and former.minutes == minutes:
            continue
        if former is not None:
            former.delete()
        attestation = Attestation(
            enrolment=enrolment,
            delprojekt_id=enrolment.delprojekt_id,
            first_on=month.first_on,
            minutes=minutes,
            registered_by=by,
        )
        saving.store(attestation)
        written.append(attestation)
        audit.record_event(
            audit.Action.WRITE, "attendance.attested", enrolment.participant_id, month=month.label
        )
    return written


@transaction.atomic
def withdraw(enrolment: Enrolment, month: Period, *, by: Staff) -> Enrolment:
    """Take an attestation away, and return its enrolment. The change history keeps it."""
    rows = Attestation.objects.visible_in(by, enrolment)
    rows.filter(first_on=month.first_on).delete()
    audit.record_event(
        audit.Action.WRITE, "attendance.withdrawn", enrolment.participant_id, month=month.label
    )
    return enrolment
