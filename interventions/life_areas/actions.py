"""Writes about the mapping of areas of life."""

from datetime import date
from uuid import UUID

from django.db import transaction

from interventions.life_areas.models import AreaRecord, LifeArea
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.days import check_not_before
from participants.enrolments.models import Enrolment


@transaction.atomic
def map_area(
    enrolment: Enrolment, area: LifeArea, *, by: Staff, key: UUID, mapped_on: date, **facts: object
) -> AreaRecord:
    """Save what an area is like on a day, and return it; the form sent twice makes one row.

    Raises ValidationError, at `mapped_on` for a day before the enrolment.
    """
    record = AreaRecord(
        pk=key,
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        area=area,
        mapped_on=mapped_on,
        registered_by=by,
        **facts,
    )
    check_not_before(enrolment, "mapped_on", record.mapped_on)
    rows = AreaRecord.objects.visible_in(by, enrolment).filter(registered_by=by)
    record, is_new = saving.store_once(record, rows)
    if is_new:
        audit.record_event(audit.Action.WRITE, "area.mapped", enrolment.participant_id, by=by.pk)
    return record


@transaction.atomic
def correct_record(record: AreaRecord, *, by: Staff, version: int, **facts: object) -> AreaRecord:
    """Correct what was mapped, and return it. Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(record, field, value)
    check_not_before(record.enrolment, "mapped_on", record.mapped_on)
    saving.change(record, *facts, version=version)
    participant = record.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "area.corrected", participant, by=by.pk)
    return record
