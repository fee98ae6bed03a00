"""Reads of bookings."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from interventions.bookings.models import Booking
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

REMEMBERED = timedelta(days=30)  # how long a meeting waits to be noted
IS_OPEN = Q(cancelled_on=None, contact=None)  # as Booking.is_open


def list_bookings(user: Staff, enrolment: Enrolment) -> list[Booking]:
    """Every booking of the case that is not a contact yet, the first one first."""
    rows = Booking.objects.visible_in(user, enrolment).filter(contact=None)
    return list(rows.select_related("staff").order_by("held_on", "starts_at", "pk"))


def list_meetings(user: Staff, today: date) -> list[Booking]:
    """Return the user's own meetings of today and of the last days that are neither noted nor
    cancelled, in order of time. One statement.
    """
    own = Booking.objects.visible_to(user).filter(IS_OPEN, staff=user)
    rows = own.filter(held_on__range=(today - REMEMBERED, today))
    people = rows.select_related("enrolment__participant")
    return list(people.order_by("held_on", "starts_at", "pk"))


def find_overlaps(user: Staff, bookings: Sequence[Booking]) -> list[Booking]:
    """Return other bookings of the same worker at the same time, as far as the user sees them."""
    if not bookings:
        return []
    keys = [booking.pk for booking in bookings]
    days = [booking.held_on for booking in bookings]
    others = Booking.objects.visible_to(user).filter(
        IS_OPEN, staff=bookings[0].staff_id, held_on__in=days
    )
    overlaps = []
    for other in others.exclude(pk__in=keys).order_by("held_on", "starts_at"):
        if any(_overlap(booking, other) for booking in bookings):
            overlaps.append(other)
    return overlaps


def _overlap(one: Booking, other: Booking) -> bool:
    """Whether they share a minute; one that begins when the other ends does not."""
    return one.starts < other.ends and other.starts < one.ends
