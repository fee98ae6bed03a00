"""Writes of those who review the log: a review that is signed off, and who is watched."""

from uuid import UUID

from django.db import transaction

from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.log_review.models import LogReview, WatchedParticipant


@transaction.atomic
def sign_off(
    criteria: dict[str, object], rows: list[int], *, by: Staff, outcome: str, note: str
) -> LogReview:
    """Save that the rows have been reviewed, and return it. Raises ValidationError.

    The access log, which is sealed, says it too.
    """
    review = LogReview(criteria=criteria, rows=rows, reviewed_by=by, outcome=outcome, note=note)
    saving.store(review)
    audit.record_event(
        audit.Action.WRITE, "log.reviewed", review=str(review.pk), rows=len(rows), outcome=outcome
    )
    return review


@transaction.atomic
def watch(participant: UUID, *, by: Staff, reason: str) -> WatchedParticipant:
    """Watch who reads the participant, and return it. Raises ValidationError for one who is."""
    row = WatchedParticipant(participant=participant, reason=reason, registered_by=by)
    saving.store(row)
    audit.record_event(audit.Action.WRITE, "participant.watched", participant)
    return row


@transaction.atomic
def stop_watching(row: WatchedParticipant, *, by: Staff) -> None:
    """Watch the participant no more; the change history keeps that it was so."""
    audit.record_event(audit.Action.WRITE, "participant.unwatched", row.participant, by=by.pk)
    row.delete()


def record_look(participants: list[UUID], *, by: Staff, criteria: dict[str, object]) -> None:
    """Who has reviewed what is itself in the log."""
    audit.record_event(audit.Action.READ, "log.viewed", *participants, by=by.pk, criteria=criteria)
