"""Writes about meetings of three parties."""

from datetime import date
from uuid import UUID

from django.db import transaction

from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements.models import Placement
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff


@transaction.atomic
def hold(
    placement: Placement,
    *,
    by: Staff,
    held_on: date,
    attendees: str,
    summary: str,
    next_step: str = "",
    next_on: date | None = None,
    key: UUID | None = None,
) -> PlacementMeeting:
    """Save a meeting that was held, and return it. `key` is the form's own key of the row.

    Raises ValidationError, also for a day outside the placement.
    """
    first, last = placement.started_on, placement.ended_on
    saving.refuse_outside("held_on", held_on, what="Placeringen", first=first, last=last)
    meeting = PlacementMeeting(
        placement=placement,
        enrolment_id=placement.enrolment_id,
        delprojekt_id=placement.delprojekt_id,
        held_on=held_on,
        attendees=attendees,
        summary=summary,
        next_step=next_step,
        next_on=next_on,
        registered_by=by,
    )
    if key:
        meeting.pk = key
    rows = PlacementMeeting.objects.visible_to(by).filter(placement=placement)
    meeting, is_new = saving.store_once(meeting, rows)
    if is_new:
        participant = placement.enrolment.participant_id
        audit.record_event(audit.Action.WRITE, "meeting.held", participant, by=by.pk)
    return meeting
