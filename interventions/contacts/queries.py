"""Reads of contacts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from interventions.contacts.models import Contact, Note, Topic
from mia.core import sql
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

NO_SHOWS_BEFORE_LETTER = 3  # in a row
DAYS_WITHOUT_CONTACT = 30  # after which a case waits in the queue
SHORT_NOTE = 700  # characters of a note that the timeline shows


class ContactRow(NamedTuple):
    """A contact as the timeline shows it; `note` is its beginning, for those who may read it."""

    pk: UUID
    held_on: date
    started_at: time | None
    minutes: int
    channel: str
    outcome: str
    method: str | None
    staff: str | None
    note: str = ""

    def get_absolute_url(self) -> str:
        return f"/kontakter/{self.pk}/"


ROW_FIELDS = (
    "pk",
    "held_on",
    "started_at",
    "minutes",
    "channel",
    "outcome",
    "method",
    "staff__name",
)


def list_newest_contacts(
    user: Staff, enrolment: Enrolment, newest: int, *, with_notes: bool
) -> list[ContactRow]:
    """The `newest` last contacts with the name of their staff, the last one first.

    With notes, each has the first SHORT_NOTE characters of its note and one more. The caller has
    checked that the user may read them, and has recorded the view of the participant. A note is
    encrypted whole, so it is fetched and decrypted whole: about 5 µs each (mia/access/fields.py).
    """
    contacts = Contact.objects.visible_in(user, enrolment).order_by("-held_on", "-pk")
    if not with_notes:
        return [ContactRow(*facts) for facts in contacts.values_list(*ROW_FIELDS)[:newest]]
    rows = []
    for *facts, ciphertext in contacts.values_list(*ROW_FIELDS, "note__text")[:newest]:
        row = ContactRow(*facts)
        rows.append(row._replace(note=_start_of_note(row.pk, ciphertext)))
    return rows


def _start_of_note(contact: UUID, ciphertext: str | None) -> str:
    """As much of the note as the timeline needs; nothing without a note."""
    if ciphertext is None:
        return ""
    text = Note.plain_text(contact, ciphertext)
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


def topics_on(today: date) -> list[Topic]:
    """The topics that forms offer."""
    return list(Topic.objects.current(today))


def topics_for(contact: Contact, today: date) -> list[Topic]:
    """The topics that forms offer, and those that the contact has already."""
    offered = topics_on(today)
    missing = set(contact.topics) - {topic.code for topic in offered}
    if missing:
        offered += Topic.objects.filter(code__in=missing).order_by("position", "code")
    return offered


def labels_of_topics(codes: Collection[str]) -> list[str]:
    """The topics in words, in their order; no statement without any."""
    if not codes:
        return []
    topics = Topic.objects.filter(code__in=codes).order_by("position", "code")
    return list(topics.values_list("label", flat=True))


def labels_by_topic() -> dict[str, str]:
    """Every topic in words, also those that are no longer used."""
    return dict(Topic.objects.values_list("code", "label"))


@dataclass(frozen=True)
class ContactSummary:
    """Participation time of a month in minutes, the day of the last contact that was held, and how
    many times the participant has not come since the last contact with the participant.
    """

    minutes: int
    last_on: date | None
    no_shows: int = 0

    @property
    def suggests_letter(self) -> bool:
        return self.no_shows >= NO_SHOWS_BEFORE_LETTER


def summarise_contacts(enrolment: Enrolment, today: date) -> ContactSummary:
    """The participation time from the first of the month to `today`, and the rest.

    The caller has checked that the enrolment is visible.
    """
    params: dict[str, Any] = {
        "enrolment": enrolment.pk,
        "month": today.replace(day=1),
        "today": today,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.load("interventions.contacts", "contact_summary.sql"), params)
        minutes, last_on, no_shows = cursor.fetchone()
    return ContactSummary(minutes, last_on, no_shows)


def without_recent_contact(today: date) -> Q:
    """The condition that an enrolment has no held contact with the participant for 30 days.

    An enrolment that began within those days does not wait yet. What counts as a contact with the
    participant is what counts as participation time (docs/formats.md §2).
    """
    since = today - timedelta(days=DAYS_WITHOUT_CONTACT)
    recent = Contact.objects.participation().between(since, today).filter(enrolment=OuterRef("pk"))
    return Q(started_on__lt=since) & ~Q(Exists(recent))
