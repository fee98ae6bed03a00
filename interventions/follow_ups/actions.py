"""Writes about follow-ups."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.employment import actions as employment
from interventions.employment.models import Spell
from interventions.follow_ups.enums import Answer, Occasion
from interventions.follow_ups.models import FollowUp
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


@transaction.atomic
def answer(
    enrolment: Enrolment,
    occasion: Occasion,
    spell: Spell | None,
    *,
    by: Staff,
    answer: str,
    followed_on: date,
    version: int = 0,
    last_day: date | None = None,
    is_improved: bool | None = None,
) -> FollowUp:
    """Save the answer to a follow-up, or correct it, and return it.

    `version` is that of the answer which is corrected, 0 for a new one. Work or studies that have
    ended end on `last_day`. Raises Conflict, and ValidationError: at `followed_on` for a day before
    it was due, at `answer` when somebody else has answered, and when there is nothing to correct.
    """
    first = spell.started_on if spell else enrolment.ended_on
    if first is None:
        raise ValidationError("Inskrivningen är öppen.")
    due_on = occasion.due_on(first)
    if followed_on < due_on:
        message = f"Uppföljningen är till för {due_on:%Y-%m-%d} eller senare."
        raise ValidationError({"followed_on": message})
    row = FollowUp(enrolment=enrolment, delprojekt_id=enrolment.delprojekt_id, spell=spell)
    if version:
        row = _answered(enrolment, occasion, spell, by)
    row.moment, row.answer = occasion.moment, answer
    row.followed_on, row.is_improved = followed_on, is_improved
    if version:
        saving.change(row, "answer", "followed_on", "is_improved", version=version)
    else:
        row.registered_by = by
        saving.store(row)
    if spell is not None and answer == Answer.LOST and last_day is not None:
        employment.change(spell, by=by, version=spell.version, ended_on=last_day)
    participant = enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "followup.answered", participant, by=by.pk)
    return row


def _answered(enrolment: Enrolment, occasion: Occasion, spell: Spell | None, by: Staff) -> FollowUp:
    """The answer that is corrected. Raises ValidationError when there is none."""
    answers = FollowUp.objects.visible_to(by).filter(enrolment=enrolment, spell=spell)
    row: FollowUp | None = answers.filter(moment=occasion.moment).first()
    if row is None:
        raise ValidationError("Svaret finns inte längre. Öppna uppföljningen igen.")
    return row
