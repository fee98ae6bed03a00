"""Reads of contacts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, Sum

from interventions.attendance.queries import sum_attendance
from interventions.contacts.enums import Outcome
from interventions.contacts.models import IS_PARTICIPATION_TIME, Contact, Note
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

DAYS_WITHOUT_CONTACT = 30  # after which a case waits in the queue
SHORT_NOTE = 700  # characters of a note that the timeline shows


def list_newest_contacts(
    user: Staff, enrolment: Enrolment, newest: int, *, with_notes: bool
) -> list[Contact]:
    """The `newest` last contacts with their staff, the last one first.

    With notes, each contact has `note_start`: the first SHORT_NOTE characters and one more, or
    None when there is no note. The caller has checked that the user may read them. A note is
    encrypted whole, so it is fetched and decrypted whole: about 5 µs each (mia/access/fields.py).
    """
    rows = Contact.objects.visible_in(user, enrolment).select_related("staff")
    if not with_notes:
        return list(rows.order_by("-held_on", "-pk")[:newest])
    rows = rows.annotate(ciphertext=F("note__text"))
    contacts = list(rows.order_by("-held_on", "-pk")[:newest])
    for contact in contacts:
        contact.note_start = _start_of_note(contact)
    return contacts


def _start_of_note(contact: Contact) -> str | None:
    """As much of the note as the timeline needs."""
    ciphertext = getattr(contact, "ciphertext")  # noqa: B009 - annotated, so not of the model
    if ciphertext is None:
        return None
    text = Note.plain_text(contact.pk, ciphertext)
    return text[: SHORT_NOTE + 1]


def list_contacts(user: Staff, enrolment: Enrolment) -> list[Contact]:
    """Every contact with its staff, the first one first."""
    rows = Contact.objects.visible_in(user, enrolment).select_related("staff")
    return list(rows.order_by("held_on", "started_at", "pk"))


def times_of_both(
    user: Staff, enrolments: Iterable[Enrolment], others: Iterable[Enrolment]
) -> list[tuple[date, time]]:
    """Return days and times at which there are contacts of both, at most five, the first first."""
    contacts = Contact.objects.visible_to(user).filter(started_at__isnull=False)
    first = contacts.filter(enrolment__in=list(enrolments))
    second = contacts.filter(enrolment__in=list(others))
    columns = ("held_on", "started_at")
    common = first.values_list(*columns).intersection(second.values_list(*columns))
    return list(common.order_by("held_on", "started_at")[:5])


def notes_by_contact(user: Staff, enrolment: Enrolment) -> dict[UUID, str]:
    """The notes of the enrolment that the user may read, by the key of their contact."""
    notes = Note.objects.visible_in(user, enrolment)
    texts = {}
    for contact, ciphertext in notes.values_list("contact_id", "text"):
        texts[contact] = Note.plain_text(contact, ciphertext)
    return texts


@dataclass(frozen=True)
class ContactSummary:
    """Participation time of a month in minutes, and the day of the last contact that was held."""

    minutes: int
    last_on: date | None


def summarise_contacts(user: Staff, enrolment: Enrolment, today: date) -> ContactSummary:
    """The participation time from the first of the month to `today` (docs/formats.md §2), with
    attendance at placements. One statement.
    """
    first = today.replace(day=1)
    this_month = Q(held_on__range=(first, today))
    contacts = Contact.objects.visible_in(user, enrolment).order_by().values("enrolment")
    of_contacts = contacts.annotate(
        total=Sum("minutes", filter=this_month & IS_PARTICIPATION_TIME),
        last_on=Max("held_on", filter=Q(outcome=Outcome.HELD)),
    )
    of_placements = sum_attendance(user, enrolment, Period(first, today))
    columns = ("total", "last_on")
    rows = of_contacts.values_list(*columns).union(of_placements.values_list(*columns), all=True)
    minutes, last_on = 0, None
    for total, day in rows:
        minutes += total or 0
        last_on = day or last_on
    return ContactSummary(minutes=minutes, last_on=last_on)


def without_recent_contact(today: date) -> Q:
    """The condition that an enrolment has no held contact with the participant for 30 days.

    An enrolment that began within those days does not wait yet. What counts as a contact with the
    participant is what counts as participation time (docs/formats.md §2).
    """
    since = today - timedelta(days=DAYS_WITHOUT_CONTACT)
    recent = Contact.objects.participation().between(since, today).filter(enrolment=OuterRef("pk"))
    return Q(started_on__lt=since) & ~Q(Exists(recent))
