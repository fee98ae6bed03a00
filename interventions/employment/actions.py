"""Writes about work, studies and qualifications."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.employment.models import Qualification, Spell
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.days import check_not_before
from participants.enrolments.models import Enrolment

LONG_AFTER = 366 * 2  # days after the exit in which work and studies are still MIA's to follow


def _check_not_long_after(enrolment: Enrolment, day: date) -> None:
    """Raises ValidationError for a start so long after the exit that it must be another stay's."""
    last = enrolment.ended_on
    if last is not None and (day - last).days > LONG_AFTER:
        message = f"Inskrivningen slutade {last:%Y-%m-%d}. Kontrollera att dagen stämmer."
        raise ValidationError({"started_on": message})


@transaction.atomic
def begin(
    enrolment: Enrolment, *, by: Staff, kind: str, key: UUID | None = None, **facts: object
) -> Spell:
    """Save work or studies from a day, during the enrolment or after it, and return it.

    `key` is the form's own key of the row: a form that is sent twice makes one row. Raises
    ValidationError.
    """
    spell = Spell(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        kind=kind,
        registered_by=by,
        **facts,
    )
    _check_not_long_after(enrolment, spell.started_on)
    if key:
        spell.pk = key
    rows = Spell.objects.visible_in(by, enrolment).filter(registered_by=by)
    spell, is_new = saving.store_once(spell, rows)
    if is_new:
        audit.record_event(audit.Action.WRITE, "spell.begun", enrolment.participant_id, by=by.pk)
    return spell


@transaction.atomic
def change(spell: Spell, *, by: Staff, version: int, **facts: object) -> Spell:
    """Correct work or studies, or end them, and return them.

    Raises Conflict, ValidationError.
    """
    for field, value in facts.items():
        setattr(spell, field, value)
    _check_not_long_after(spell.enrolment, spell.started_on)
    saving.change(spell, *facts, version=version)
    participant = spell.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "spell.changed", participant, by=by.pk)
    return spell


@transaction.atomic
def award(
    enrolment: Enrolment, *, by: Staff, name: str, issuer: str, awarded_on: date
) -> Qualification:
    """Save a qualification that the participant has gained, and return it.

    Raises ValidationError for a day before the enrolment, and for one that is there already.
    """
    check_not_before(enrolment, "awarded_on", awarded_on)
    row = Qualification(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        name=name,
        issuer=issuer,
        awarded_on=awarded_on,
        registered_by=by,
    )
    saving.store(row)
    participant = enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "qualification.awarded", participant, by=by.pk)
    return row
