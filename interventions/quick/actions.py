"""Writes of quick contacts: log one for each participant, and undo it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.bookings import actions as bookings_actions
from interventions.contacts import actions as contacts_actions
from interventions.contacts.enums import WITHOUT_PARTICIPANT, Channel
from interventions.contacts.models import Contact
from interventions.methods.queries import default_method
from interventions.quick import access
from interventions.quick.access import booking_key
from interventions.removals import actions as removals_actions
from interventions.removals.enums import RemovalReason
from mia import audit
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

BOOKED_MINUTES = 60
KEYS = 2**128  # a key is a number below it
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
    channel: str,
    is_another: bool = False,
    next_on: date | None = None,
    next_at: time | None = None,
    **facts: object,
) -> list[Contact]:
    """Log the contact for each of the open cases of those keys, and return them: all or none.

    `own_minutes` says, by the key of the case, who was there for another time than `minutes`. With
    `next_on` and `next_at` each case gets a booking too. `key` is the form's own, and the contacts'
    keys are counted up from it: a form that is sent twice makes each row once. Raises
    ValidationError.
    """
    contacts = []
    for number, case in enumerate(access.get_open_cases(by, keys)):
        minutes_of_case = minutes
        if own_minutes and case.pk in own_minutes:
            minutes_of_case = own_minutes[case.pk]
        contact = contacts_actions.register(
            case,
            by=by,
            key=UUID(int=(key.int + number) % KEYS),
            note=note,
            is_another=is_another,
            staff=by,
            method=default_method(by, case, held_on),
            held_on=held_on,
            minutes=minutes_of_case,
            channel=channel,
            **facts,
        )
        contacts.append(contact)
        if next_on and next_at:
            _book_next(case, contact, by=by, held_on=next_on, starts_at=next_at)
    audit.record_event(audit.Action.WRITE, "contact.logged_quickly", count=len(contacts))
    return contacts


def _book_next(
    case: Enrolment, contact: Contact, *, by: Staff, held_on: date, starts_at: time
) -> None:
    """Book the next meeting, by a key that follows from the contact's: so it is made once."""
    channel = contact.channel
    if channel in WITHOUT_PARTICIPANT:
        channel = Channel.MEETING.value
    bookings_actions.book(
        case,
        by=by,
        key=booking_key(contact.pk),
        held_on=held_on,
        starts_at=starts_at,
        minutes=BOOKED_MINUTES,
        channel=channel,
        staff=by,
    )


@transaction.atomic
def undo(*, by: Staff, at: datetime, today: date, contacts: Sequence[UUID]) -> int:
    """Delete what the user logged within the last minute, and return how many contacts that were.

    Raises ValidationError when one of them is older, or changed since.
    """
    rows = access.get_undoable(by, contacts, at)
    if not rows or len(rows) != len(contacts):
        raise ValidationError(TOO_LATE)
    for contact in rows:
        for booking in access.list_open_bookings(by, booking_key(contact.pk)):
            bookings_actions.cancel(booking, by=by, version=booking.version, on=today)
        removals_actions.remove(contact, by=by, at=at, reason=RemovalReason.UNDONE.value)
    audit.record_event(audit.Action.WRITE, "contact.undone", count=len(rows))
    return len(rows)
