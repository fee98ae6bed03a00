"""Writes about bookings: book, change, cancel, and make the contact of one."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q, QuerySet

from interventions.bookings.models import Booking
from interventions.bookings.queries import IS_OPEN
from interventions.bookings.rules import recurring_days
from interventions.contacts import actions as contacts
from interventions.contacts.models import Contact
from mia import audit
from mia.access import saving
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


@transaction.atomic
def book(
    enrolment: Enrolment,
    *,
    by: Staff,
    key: UUID,
    held_on: date,
    every_weeks: int = 0,
    times: int = 1,
    **facts: object,
) -> list[Booking]:
    """Book a meeting, or as many as recur with so many weeks between them, and return them.

    `key` is the form's own key, and that of the first meeting: a form that is sent twice books
    once. Raises ValidationError.
    """
    bookings = []
    for number, day in enumerate(recurring_days(held_on, every_weeks, times)):
        booking = Booking(
            pk=key if number == 0 else uuid5(key, str(number)),
            enrolment=enrolment,
            delprojekt_id=enrolment.delprojekt_id,
            held_on=day,
            series=key if every_weeks else None,
            registered_by=by,
            **facts,
        )
        bookings.append(booking)
    rows = Booking.objects.visible_in(by, enrolment).filter(registered_by=by)
    bookings[0], is_new = saving.store_once(bookings[0], rows)
    if not is_new:
        saving.refuse_otherwise(_has_series(rows, key, bookings))
        return bookings
    for booking in bookings[1:]:
        saving.store(booking)
    audit.record_event(audit.Action.WRITE, "booking.made", enrolment.participant_id, by=by.pk)
    return bookings


def _has_series(rows: "QuerySet[Booking]", key: UUID, bookings: list[Booking]) -> bool:
    """Whether the rows that the form of that key has made are on the days of the bookings."""
    made = rows.filter(Q(pk=key) | Q(series=key))
    days = list(made.order_by("held_on").values_list("held_on", flat=True))
    return days == [booking.held_on for booking in bookings]


@transaction.atomic
def change(booking: Booking, *, by: Staff, version: int, **facts: object) -> list[Booking]:
    """Move a booking, or change what it is; return it alone, others of its series stay.

    Raises Conflict, ValidationError.
    """
    for field, value in facts.items():
        setattr(booking, field, value)
    saving.change(booking, *facts, version=version)
    participant = booking.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "booking.changed", participant, by=by.pk)
    return [booking]


@transaction.atomic
def cancel(
    booking: Booking, *, by: Staff, version: int, on: date, with_later: bool = False
) -> Booking:
    """Cancel a booking, and with it those of its series that come later. Raises Conflict."""
    booking.cancelled_on = on
    saving.change(booking, "cancelled_on", version=version)
    if with_later and booking.series:
        later = Booking.objects.visible_to(by).filter(
            IS_OPEN, series=booking.series, held_on__gt=booking.held_on
        )
        for row in later.order_by("pk"):
            row.cancelled_on = on
            saving.change(row, "cancelled_on", version=row.version)
    participant = booking.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "booking.cancelled", participant, by=by.pk)
    return booking


@transaction.atomic
def hold(booking: Booking, *, by: Staff, key: UUID, note: str, **facts: Any) -> Contact:
    """Log the contact that the booking became, or that the participant missed, and return it.

    Raises ValidationError.
    """
    contact = contacts.register(booking.enrolment, by=by, key=key, note=note, **facts)
    booking.contact = contact
    saving.change(booking, "contact", version=booking.version)
    participant = booking.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "booking.held", participant, by=by.pk)
    return contact
