"""Who logs quick contacts, and of whom: of one's own open cases."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError

from interventions.bookings.models import Booking
from interventions.bookings.queries import IS_OPEN
from interventions.contacts.access import can_log_contact, can_remove_contact
from interventions.contacts.models import Contact
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

UNDONE_WITHIN = timedelta(minutes=1)
GONE = "En av deltagarna är avslutad eller inte längre din. Skriv raden på nytt."


def can_log_quickly(user: Staff) -> bool:
    return user.may(Permission.LOG_CONTACT)


def get_open_cases(user: Staff, keys: Collection[UUID]) -> list[Enrolment]:
    """Return the open cases of those keys, in their order, for the user to log contacts of.

    Raises ValidationError when one of them is closed, or not there for this user.
    """
    rows = Enrolment.objects.visible_to(user).filter(pk__in=keys, ended_on=None)
    cases = {case.pk: case for case in rows.select_related("participant", "delprojekt")}
    chosen = [cases[key] for key in keys if key in cases]
    if len(chosen) != len(keys) or not all(can_log_contact(user, case) for case in chosen):
        raise ValidationError(GONE)
    return chosen


def booking_key(contact: UUID) -> UUID:
    """The key of the booking that was made together with the contact."""
    return uuid5(contact, "next")


def list_open_bookings(user: Staff, key: UUID) -> list[Booking]:
    """Return the booking of that key while it is neither held nor cancelled; else nothing."""
    rows = Booking.objects.visible_to(user).filter(IS_OPEN, pk=key)
    return list(rows.select_related("enrolment"))


def get_undoable(user: Staff, keys: Collection[UUID], now: datetime) -> list[Contact]:
    """Return the user's own contacts of those keys that were saved within the last minute."""
    rows = Contact.objects.visible_to(user).filter(pk__in=keys, registered_by=user)
    recent = rows.filter(registered_at__gte=now - UNDONE_WITHIN, corrected_at=None)
    contacts = recent.select_related("enrolment__participant")
    return [contact for contact in contacts if can_remove_contact(user, contact)]
