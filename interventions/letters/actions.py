"""Writes about letters."""

from uuid import UUID

from django.db import transaction

from interventions.letters.models import Letter
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


@transaction.atomic
def write(
    enrolment: Enrolment,
    *,
    by: Staff,
    key: UUID,
    kind: str,
    heading: str,
    text: str,
    **facts: object,
) -> Letter:
    """Keep a letter with the case, and return it; sent twice, it is one. Raises ValidationError."""
    letter = Letter(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        kind=kind,
        heading=heading,
        text=text,
        registered_by=by,
        **facts,
    )
    rows = Letter.objects.visible_in(by, enrolment).filter(registered_by=by)
    letter, is_new = saving.store_once(letter, rows)
    if is_new:
        participant = enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "letter.written", participant, by=by.pk)
    return letter
