"""Writes about a registered person: names, protection, number."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import change as save_change
from mia.access.saving import store
from mia.core.personnummer import Identity
from mia.organisation.staff.models import Staff
from participants.people.actions import _with_number
from participants.people.models import Participant, PersonalNumber
from participants.visibility import forget_assignments


@transaction.atomic
def change(participant: Participant, *, by: Staff, version: int, **values: Any) -> None:
    """Change names or need of interpreter. Raises Conflict, ValidationError."""
    for field, value in values.items():
        setattr(participant, field, value)
    save_change(participant, *values, version=version)
    audit.record_event(audit.Action.WRITE, "participant.changed", participant.pk, by=by.pk)


@transaction.atomic
def protect(participant: Participant, *, by: Staff, version: int, protection: str) -> None:
    """Set or lift protection; the database spreads it to every row of the person in the same
    transaction.
    """
    participant.protection = protection
    save_change(participant, "protection", version=version)
    forget_assignments(by)
    audit.record_event(audit.Action.WRITE, "participant.protected", participant.pk, by=by.pk)


@transaction.atomic
def renumber(
    participant: Participant, *, by: Staff, version: int, identity: Identity, today: date
) -> None:
    """A new number (samordningsnummer became personnummer, or a correction); the old one stays as
    history.

    Going back to a number the person had makes it the current one again. Raises Conflict,
    ValidationError.
    """
    own = PersonalNumber.objects.visible_to(by).filter(participant=participant)
    if own.current().filter(number=identity.number).exists():
        raise ValidationError({"number": "Det är redan deltagarens nummer."})
    own.current().update(replaced_on=today)
    if not own.filter(number=identity.number).update(replaced_on=None):
        _store_number(participant, identity)
    participant.birth_date, participant.birth_year = identity.birth_date, identity.birth_year
    participant.sex = identity.sex
    save_change(participant, "birth_date", "birth_year", "sex", version=version)
    audit.record_event(audit.Action.WRITE, "participant.renumbered", participant.pk, by=by.pk)


def _store_number(participant: Participant, identity: Identity) -> None:
    """A number that is taken is refused in neutral words, and the trail says whose it was."""
    try:
        store(PersonalNumber(participant=participant, kind=identity.kind, number=identity.number))
    except ValidationError:
        known = _with_number(identity.number)
        audit.record_event(
            audit.Action.WRITE, "number.refused", participant.pk, *([known[0]] if known else [])
        )
        raise


def reveal_number(participant: Participant, *, by: Staff) -> PersonalNumber | None:
    """The whole number, shown once and noted as such."""
    number: PersonalNumber | None = (
        PersonalNumber.objects.visible_to(by).current().filter(participant=participant).first()
    )
    audit.record_event(audit.Action.REVEAL, "number.revealed", participant.pk)
    return number
