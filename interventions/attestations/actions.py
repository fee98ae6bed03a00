"""Writes: that a month is attested, and that it is not."""

from collections.abc import Iterable, Mapping
from uuid import UUID

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
def attest(
    enrolments: Iterable[Enrolment],
    month: Period,
    *,
    by: Staff,
    page_minutes: Mapping[UUID, int | None],
) -> list[Attestation]:
    """Attest the time that the enrolments have in the month, and return what was written.

    `page_minutes` are those, by enrolment, that the page had when it was opened. One that is
    attested with as many minutes stays as it is. Raises ValidationError without any enrolment, for
    one without time, and at `minutes_<enrolment>` for a time that is another one by now.
    """
    cases = {enrolment.pk: enrolment for enrolment in enrolments}
    if not cases:
        raise ValidationError(NOTHING)
    times = queries.times_of_month(by, cases, month)
    if times.keys() != cases.keys():
        raise ValidationError(NO_TIME)
    _check_times(times, page_minutes)
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


def _check_times(
    times: Mapping[UUID, queries.MonthTime], page_minutes: Mapping[UUID, int | None]
) -> None:
    """Raises ValidationError for those who have another time now than stood on the page."""
    errors = {}
    for key, time in times.items():
        before = page_minutes.get(key)
        if before != time.minutes:
            errors[queries.minutes_name(key)] = queries.change_text(before, time.minutes)
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def withdraw(enrolment: Enrolment, month: Period, *, by: Staff) -> Enrolment:
    """Take an attestation away, and return its enrolment. The change history keeps it."""
    rows = Attestation.objects.visible_in(by, enrolment)
    rows.filter(first_on=month.first_on).delete()
    audit.record_event(
        audit.Action.WRITE, "attendance.withdrawn", enrolment.participant_id, month=month.label
    )
    return enrolment
