"""Find or register the person with a number."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import store
from mia.core.personnummer import Identity
from mia.organisation.staff.models import Staff
from participants.people.aliases import new_alias
from participants.people.enums import Protection
from participants.people.models import MissingNumber, Participant, PersonalNumber
from participants.people.queries import NumberHolder, person_with_number


class WithoutNumber(NamedTuple):
    """What identifies a person who has no number; `reason` is the code of a NumberReason."""

    reason: str
    birth_date: date
    sex: str


class HiddenPerson(Exception):
    """The number belongs to a protected person whom the user may not see. Never shown."""

    def __init__(self, key: UUID) -> None:
        super().__init__("a protected person has the number")
        self.key = key


@transaction.atomic
def find_or_register(
    *,
    by: Staff,
    identity: Identity,
    given_name: str,
    family_name: str,
    protection: str = Protection.NONE,
    interpreter_language: str = "",
    is_rehearsal: bool = False,
) -> tuple[Participant, bool]:
    """Return the person with this number, or a new one; and whether it is new.

    A rehearsal registers a new person without a number, to be taken back. Raises HiddenPerson when
    the number belongs to a protected person whom `by` is not assigned to.
    """
    holder = None if is_rehearsal else person_with_number(identity.number)
    if holder is not None:
        return _existing(holder, by=by), False
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
        _store(participant, None if is_rehearsal else identity)
    except ValidationError:
        # Somebody else, or the first of two clicks, may have registered the number meanwhile.
        holder = None if is_rehearsal else person_with_number(identity.number)
        if holder is None:
            raise
        return _existing(holder, by=by), False
    audit.record_event(audit.Action.WRITE, "participant.registered", participant.pk)
    return participant, True


@transaction.atomic
def register_without_number(
    *, by: Staff, identity: WithoutNumber, started_on: date, **personal: str
) -> Participant:
    """Register a person who has no number, with why, and return the person.

    `personal` are names, protection and interpreter. Always a new person: who it may be already is
    asked before (participants.registration.queries.similar_persons).
    """
    participant = Participant(
        alias=new_alias(),
        birth_date=identity.birth_date,
        birth_year=identity.birth_date.year,
        sex=identity.sex,
        registered_by=by,
        **personal,
    )
    store(participant)
    missing = MissingNumber(participant=participant, started_on=started_on)
    missing.reason_id = identity.reason
    store(missing)
    audit.record_event(audit.Action.WRITE, "participant.registered", participant.pk)
    return participant


@transaction.atomic
def _store(participant: Participant, identity: Identity | None) -> None:
    store(participant)
    if identity is not None:
        store(PersonalNumber(participant=participant, kind=identity.kind, number=identity.number))


def _existing(holder: NumberHolder, *, by: Staff) -> Participant:
    """Return the person who has the number. Raises HiddenPerson for a protected person.

    A person in another delprojekt comes as a key only: the row is visible once the enrolment is
    made.
    """
    visible: Participant | None = Participant.objects.visible_to(by).filter(pk=holder.key).first()
    if visible is not None:
        return visible
    if holder.is_protected:
        raise HiddenPerson(holder.key)
    return Participant(pk=holder.key)
