"""Writes about a person who is registered: names, protection, number."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import change as save_change
from mia.access.saving import store
from mia.core.personnummer import Identity
from mia.organisation.staff.models import Staff
from participants.people import limits
from participants.people.models import MissingNumber, Participant, PersonalNumber
from participants.people.queries import person_with_number
from participants.visibility import forget_assignments


@transaction.atomic
def change(participant: Participant, *, by: Staff, version: int, **values: object) -> Participant:
    """Change names or need of interpreter. Raises Conflict, ValidationError."""
    for field, value in values.items():
        setattr(participant, field, value)
    save_change(participant, *values, version=version)
    audit.record_event(audit.Action.WRITE, "participant.changed", participant.pk, by=by.pk)
    return participant


@transaction.atomic
def protect(participant: Participant, *, by: Staff, version: int, protection: str) -> Participant:
    """Set or lift protection. Raises Conflict, ValidationError.

    The database copies it to every row of the person in the same transaction.
    """
    participant.protection = protection
    save_change(participant, "protection", version=version)
    forget_assignments(by)
    audit.record_event(audit.Action.WRITE, "participant.protected", participant.pk, by=by.pk)
    return participant


def renumber(
    participant: Participant, *, by: Staff, version: int, identity: Identity, today: date
) -> Participant:
    """Give the person a new number; the old one stays as history.

    A samordningsnummer became a personnummer, the number was wrong, or there was none. A number
    that the person had before becomes the current one again. A refusal tells that somebody has the
    number, so every number is counted, also one that is refused. Raises Conflict, ValidationError.
    """
    limits.refuse_many_by_hand(by=by, field="number")
    limits.refuse_many_of_one_birth(identity.number, by=by, field="number")
    limits.count_unknown_number(identity.number, by=by)
    _renumber(participant, by=by, version=version, identity=identity, today=today)
    audit.record_event(audit.Action.WRITE, "participant.renumbered", participant.pk, by=by.pk)
    return participant


@transaction.atomic
def _renumber(
    participant: Participant, *, by: Staff, version: int, identity: Identity, today: date
) -> None:
    own = PersonalNumber.objects.visible_to(by).filter(participant=participant)
    if own.current().filter(number=identity.number).exists():
        raise ValidationError({"number": "Det är redan deltagarens nummer."})
    own.current().update(replaced_on=today)
    if not own.filter(number=identity.number).update(replaced_on=None):
        _store_number(participant, identity)
    missing = MissingNumber.objects.visible_to(by).filter(participant=participant)
    missing.current().update(ended_on=today)
    participant.birth_date, participant.birth_year = identity.birth_date, identity.birth_year
    participant.sex = identity.sex
    save_change(participant, "birth_date", "birth_year", "sex", version=version)


def _store_number(participant: Participant, identity: Identity) -> None:
    """Store a number. Raises ValidationError, in neutral words, for one that is taken.

    The access log then says whose it was.
    """
    try:
        store(PersonalNumber(participant=participant, kind=identity.kind, number=identity.number))
    except ValidationError:
        participants = [participant.pk]
        holder = person_with_number(identity.number)
        if holder is not None:
            participants.append(holder.key)
        audit.record_event(audit.Action.WRITE, "number.refused", *participants)
        raise


def reveal_number(participant: Participant, *, by: Staff) -> PersonalNumber | None:
    """Return the whole number for a page that shows it once; the access log says so."""
    numbers = PersonalNumber.objects.visible_to(by).current()
    number: PersonalNumber | None = numbers.filter(participant=participant).first()
    audit.record_event(audit.Action.REVEAL, "number.revealed", participant.pk)
    return number


def refuse_reveal(participant: Participant, *, by: Staff) -> None:
    """Record that a number was not shown because of how many have been, and raise the alarm."""
    audit.record_event(audit.Action.ALARM, "number.reveal_refused", participant.pk, by=by.pk)
