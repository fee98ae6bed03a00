"""Writes about emergency openings: open a case, sign off what was opened."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import store, update
from mia.organisation.staff.models import Staff
from participants.emergencies.access import can_review_opening
from participants.emergencies.models import LENGTH, EmergencyOpening
from participants.emergencies.queries import ClosedCase
from participants.visibility import forget_assignments

REVIEWED = "Någon annan har redan granskat nödöppningen."


@transaction.atomic
def open_case(case: ClosedCase, *, by: Staff, reason: str, at: datetime) -> EmergencyOpening:
    """Open a protected case for three hours; those who review are told by the row itself.

    The database sets the times by its own clock. Raises ValidationError.
    """
    opening = EmergencyOpening(
        enrolment_id=case.enrolment,
        participant_id=case.participant,
        alias=case.alias,
        staff=by,
        reason=reason,
        opened_at=at,
        ends_at=at + LENGTH,
    )
    store(opening)
    forget_assignments(by)
    audit.record_event(audit.Action.WRITE, "emergency.opened", case.participant, by=by.pk)
    return opening


@transaction.atomic
def review(
    opening: EmergencyOpening, *, by: Staff, at: datetime, is_justified: bool, comment: str
) -> EmergencyOpening:
    """Sign off an opening. Raises ValidationError when it has been, or was one's own."""
    unreviewed = EmergencyOpening.objects.visible_to(by).unreviewed()
    current = unreviewed.select_for_update(of=["self"], no_key=True).filter(pk=opening.pk).first()
    if current is None or not can_review_opening(by, current):
        raise ValidationError(REVIEWED)
    current.reviewed_by, current.reviewed_at = by, at
    current.is_justified, current.comment = is_justified, comment
    update(current, "reviewed_by", "reviewed_at", "is_justified", "comment")
    audit.record_event(audit.Action.WRITE, "emergency.reviewed", current.participant_id, by=by.pk)
    return current
