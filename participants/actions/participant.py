"""Writes about the person."""

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mia.audit import trail
from mia.audit.models import AccessLog
from mia.audit.saving import change as save_change
from mia.audit.saving import store
from mia.organisation.models import Staff
from mia.personnummer import Identity
from participants.enums import Protection
from participants.models import Participant, PersonalNumber
from participants.querysets import forget_answers

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
NEUTRAL = "Deltagaren kan inte registreras här. Kontakta koordinatorn."


def new_alias() -> str:
    """What protected persons are called by those who may not know who they are. Random: it says nothing."""
    return "P-" + "".join(secrets.choice(ALPHABET) for _ in range(6))


@transaction.atomic
def find_or_register(
    *, by: Staff, identity: Identity, given_name: str, family_name: str, protection: str = Protection.NONE,
    interpreter_language: str = "",
) -> tuple[Participant, bool]:  # fmt: skip
    """The person with this number, or a new one; and whether it is new.

    Raises ValidationError, in words that reveal nothing, when the number belongs to a protected person whom `by` does
    not answer for.
    """
    known = _with_number(identity.number)
    if known is None:
        participant = Participant(
            given_name=given_name, family_name=family_name, protection=protection, alias=new_alias(),
            birth_date=identity.birth_date, birth_year=identity.birth_year, sex=identity.sex,
            interpreter_language=interpreter_language, registered_by=by,
        )  # fmt: skip
        try:
            _register(participant, identity)
        except ValidationError:
            known = _with_number(identity.number)  # somebody, or the other of two clicks, was first
            if known is None:
                raise
        else:
            trail.did(AccessLog.Action.WRITE, "participant.registered", participant.pk)
            return participant, True
    return _known(known, by=by), False


@transaction.atomic
def _register(participant: Participant, identity: Identity) -> None:
    store(participant)
    store(PersonalNumber(participant=participant, kind=identity.kind, number=identity.number))


def _with_number(number: str) -> tuple[UUID, bool] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT participant, is_protected FROM app.participant_with_number(%s)", [number])
        row: tuple[UUID, bool] | None = cursor.fetchone()
        return row if row and row[0] else None


def _known(known: tuple[UUID, bool], *, by: Staff) -> Participant:
    pk, is_protected = known
    visible: Participant | None = Participant.objects.visible_to(by).filter(pk=pk).first()
    if visible is not None:
        return visible
    if is_protected:
        trail.did(AccessLog.Action.WRITE, "participant.register_refused", pk)
        raise ValidationError({"number": NEUTRAL})
    return Participant(pk=pk)  # exists in another delprojekt: its row is seen once the enrolment is made


@transaction.atomic
def change(participant: Participant, *, by: Staff, version: int, **values: Any) -> None:
    """Change names or need of interpreter. Raises Conflict, ValidationError."""
    for field, value in values.items():
        setattr(participant, field, value)
    save_change(participant, *values, version=version)
    trail.did(AccessLog.Action.WRITE, "participant.changed", participant.pk, by=by.pk)


@transaction.atomic
def protect(participant: Participant, *, by: Staff, version: int, protection: str) -> None:
    """Set or lift protection; the database spreads it to every row of the person in the same transaction."""
    participant.protection = protection
    save_change(participant, "protection", version=version)
    forget_answers(by)
    trail.did(AccessLog.Action.WRITE, "participant.protected", participant.pk, by=by.pk)


@transaction.atomic
def renumber(participant: Participant, *, by: Staff, version: int, identity: Identity, today: date) -> None:
    """A new number (samordningsnummer became personnummer, or a correction); the old one stays as history.

    Going back to a number the person had makes it the current one again. Raises Conflict, ValidationError.
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
    trail.did(AccessLog.Action.WRITE, "participant.renumbered", participant.pk, by=by.pk)


def _store_number(participant: Participant, identity: Identity) -> None:
    """A number that is taken is refused in neutral words, and the trail says whose it was."""
    try:
        store(PersonalNumber(participant=participant, kind=identity.kind, number=identity.number))
    except ValidationError:
        known = _with_number(identity.number)
        trail.did(AccessLog.Action.WRITE, "number.refused", participant.pk, *([known[0]] if known else []))
        raise


def reveal_number(participant: Participant, *, by: Staff) -> PersonalNumber | None:
    """The whole number, shown once and noted as such."""
    number: PersonalNumber | None = (
        PersonalNumber.objects.visible_to(by).current().filter(participant=participant).first()
    )
    trail.did(AccessLog.Action.REVEAL, "number.revealed", participant.pk)
    return number
