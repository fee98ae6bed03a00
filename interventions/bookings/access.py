"""Access checks of a booking."""

from uuid import UUID

from django.http import Http404

from interventions.bookings.models import Booking
from interventions.bookings.queries import IS_OPEN
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment


def can_book(user: Staff, enrolment: Enrolment) -> bool:
    return can_edit_enrolment(user, enrolment)


def get_open_booking(user: Staff, pk: UUID) -> Booking:
    """Return a booking that is neither held nor cancelled, for those who book.

    Raises Http404, PermissionDenied.
    """
    related = ("enrolment__participant", "enrolment__delprojekt", "staff")
    rows = Booking.objects.visible_to(user).select_related(*related)
    booking: Booking | None = rows.filter(IS_OPEN, pk=pk).first()
    if booking is None:
        raise Http404
    allow(can_book(user, booking.enrolment))
    return booking
