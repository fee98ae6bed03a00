"""Writes of quick contacts: log one for each participant, and undo it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.contacts import actions as contacts_actions
from interventions.contacts.models import Contact
from interventions.methods.queries import default_method
from interventions.quick import access
from interventions.removals import actions as removals_actions
from interventions.removals.enums import RemovalReason
from mia import audit
from mia.organisation.staff.models import Staff

TOO_LATE = (
    "Det har gått mer än en minut, eller så är kontakten redan ändrad. "
    "Öppna kontakten i tidslinjen och ta bort den där."
)


@transaction.atomic
def log_all(
    keys: Sequence[UUID],
    *,
    by: Staff,
    key: UUID,
    note: str,
    held_on: date,
    minutes: int,
    own_minutes: Mapping[UUID, int] | None = None,
    is_another: bool = False,
    **facts: object,
) -> list[Contact]:
    """Log the contact for each of the open cases of those keys, and return them: all or none.

    `own_minutes` are those of a case that are others than `minutes`. `key` is the form's own: sent
    twice it makes each row once. Raises ValidationError.
    """
    contacts = []
    for number, case in enumerate(access.get_open_cases(by, keys)):
        minutes_of_case = minutes
        if own_minutes and case.pk in own_minutes:
            minutes_of_case = own_minutes[case.pk]
        contact = contacts_actions.register(
            case,
            by=by,
            key=UUID(int=key.int + number),
            note=note,
            is_another=is_another,
            staff=by,
            method=default_method(by, case, held_on),
            held_on=held_on,
            minutes=minutes_of_case,
            **facts,
        )
        contacts.append(contact)
    audit.record_event(audit.Action.WRITE, "contact.logged_quickly", count=len(contacts))
    return contacts


@transaction.atomic
def undo(*, by: Staff, at: datetime, contacts: Sequence[UUID]) -> int:
    """Delete what the user logged within the last minute, and return how many contacts that were.

    Raises ValidationError when one of them is older, or changed since.
    """
    rows = access.get_undoable(by, contacts, at)
    if not rows or len(rows) != len(contacts):
        raise ValidationError(TOO_LATE)
    for contact in rows:
        removals_actions.remove(contact, by=by, at=at, reason=RemovalReason.UNDONE.value)
    audit.record_event(audit.Action.WRITE, "contact.undone", count=len(rows))
    return len(rows)
