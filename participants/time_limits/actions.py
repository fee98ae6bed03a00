"""Writes about a participant's time: extend, pause, end a pause."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import store, update
from mia.organisation.staff.models import Staff
from participants.codes.models import TimeLimitReason
from participants.enrolments.models import Enrolment
from participants.time_limits.models import Extension, Pause

CLOSED = "Inskrivningen är avslutad."
ENDED = "Pausen är redan avslutad. Öppna ärendet igen för att se vad som har hänt."


@transaction.atomic
def extend(
    enrolment: Enrolment, *, by: Staff, decided_on: date, months: int, reason: TimeLimitReason
) -> Extension:
    """Give some months more, and return the extension. Raises ValidationError."""
    _refuse_closed(enrolment)
    extension = Extension(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        decided_on=decided_on,
        months=months,
        reason=reason,
        registered_by=by,
    )
    store(extension)
    audit.record_event(audit.Action.WRITE, "time.extended", enrolment.participant_id, by=by.pk)
    return extension


@transaction.atomic
def pause(
    enrolment: Enrolment,
    *,
    by: Staff,
    started_on: date,
    reason: TimeLimitReason,
    ended_on: date | None = None,
) -> Pause:
    """Stop the clock from a day, without `ended_on` until further notice.

    Raises ValidationError.
    """
    _refuse_closed(enrolment)
    if started_on < enrolment.started_on:
        raise ValidationError({"started_on": "Pausen kan inte börja före inskrivningen."})
    row = Pause(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        started_on=started_on,
        ended_on=ended_on,
        reason=reason,
        registered_by=by,
    )
    store(row)
    audit.record_event(audit.Action.WRITE, "time.paused", enrolment.participant_id, by=by.pk)
    return row


@transaction.atomic
def end_pause(row: Pause, *, by: Staff, ended_on: date) -> Pause:
    """Let the clock go again after the last day of the pause. Raises ValidationError, also when
    somebody else has just ended it.
    """
    locked = Pause.objects.visible_in(by, row.enrolment).select_for_update(no_key=True)
    current: Pause | None = locked.filter(pk=row.pk, ended_on=None).first()
    if current is None:
        raise ValidationError(ENDED)
    current.ended_on = ended_on
    update(current, "ended_on")
    participant = row.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "time.resumed", participant, by=by.pk)
    return current


def _refuse_closed(enrolment: Enrolment) -> None:
    if not enrolment.is_open:
        raise ValidationError(CLOSED)
