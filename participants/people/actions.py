"""Find or register the person with a number."""

import secrets
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mia import audit
from mia.access.saving import store
from mia.core.personnummer import Identity
from mia.organisation.staff.models import Staff
from participants.people.enums import Protection
from participants.people.models import Participant, PersonalNumber

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else

NEUTRAL = "Deltagaren kan inte registreras här. Kontakta koordinatorn."


def new_alias() -> str:
    """What protected persons are called by those who may not know who they are. Random: it says
    nothing.
    """
    return "P-" + "".join(secrets.choice(ALPHABET) for _ in range(6))


@transaction.atomic
def find_or_register(
    *,
    by: Staff,
    identity: Identity,
    given_name: str,
    family_name: str,
    protection: str = Protection.NONE,
    interpreter_language: str = "",
) -> tuple[Participant, bool]:
    """The person with this number, or a new one; and whether it is new.

    Raises ValidationError, in words that reveal nothing, when the number belongs to a protected
    person whom `by` does not answer for.
    """
    known = _with_number(identity.number)
    if known is None:
        participant = Participant(
            given_name=given_name,
            family_name=family_name,
            protection=protection,
            alias=new_alias(),
            birth_date=identity.birth_date,
            birth_year=identity.birth_year,
            sex=identity.sex,
            interpreter_language=interpreter_language,
            registered_by=by,
        )
        try:
            _register(participant, identity)
        except ValidationError:
            known = _with_number(identity.number)  # somebody, or the other of two clicks, was first
            if known is None:
                raise
        else:
            audit.record_event(audit.Action.WRITE, "participant.registered", participant.pk)
            return participant, True
    return _known(known, by=by), False


@transaction.atomic
def _register(participant: Participant, identity: Identity) -> None:
    store(participant)
    store(PersonalNumber(participant=participant, kind=identity.kind, number=identity.number))


def _with_number(number: str) -> tuple[UUID, bool] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT participant, is_protected FROM app.participant_with_number(%s)", [number]
        )
        row: tuple[UUID, bool] | None = cursor.fetchone()
        return row if row and row[0] else None


def _known(known: tuple[UUID, bool], *, by: Staff) -> Participant:
    pk, is_protected = known
    visible: Participant | None = Participant.objects.visible_to(by).filter(pk=pk).first()
    if visible is not None:
        return visible
    if is_protected:
        audit.record_event(audit.Action.WRITE, "participant.register_refused", pk)
        raise ValidationError({"number": NEUTRAL})
    return Participant(
        pk=pk
    )  # exists in another delprojekt: its row is seen once the enrolment is made
