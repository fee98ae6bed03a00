"""The timeline of an enrolment: contacts with their notes, and what else happened, newest first, a
page at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.text import capfirst

from interventions.cases.queries import Case
from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.queries import PAGE
from interventions.methods.enums import Method
from mia.access import planned

SHOWN = 700  # characters of a note
FIRST, EVENT, CONTACT, LAST = range(4)  # order within one day, oldest first
CHANNELS = {channel.value: capfirst(channel.label) for channel in Channel}
METHODS = {method.value: f"{method.label} · " for method in Method}
TAGS = {Outcome.NO_SHOW.value: ("warn", "Uteblev"), Outcome.CANCELLED.value: ("neutral", "Avbokad")}
FOLLOW_UP = ("neutral", "Uppföljning efter avslut")

# The index contact_timeline has this order. Name and note are looked up for the contacts that are
# shown, by key.
_CONTACTS = """
SELECT c.id, c.held_on, c.started_at, c.minutes, c.channel, c.outcome, c.method,
       (SELECT s.name FROM organisation_staff s WHERE s.id = c.staff_id),
       (SELECT left(n.text, %(shown)s) FROM interventions_note n WHERE n.contact_id = c.id AND %(with_notes)s)
FROM interventions_contact c
WHERE c.enrolment_id = %(enrolment)s
ORDER BY c.held_on DESC, c.id DESC LIMIT %(most)s OFFSET %(start)s
"""


class Contact(NamedTuple):
    """A contact as the timeline needs it; the note (nothing for those who may not read it) is cut
    after `SHOWN`.
    """

    pk: UUID
    held_on: date
    started_at: time | None
    minutes: int
    channel: str
    outcome: str
    method: str | None
    staff: str | None
    note: str | None


class Entry(NamedTuple):
    """One line of the timeline: a contact (with its `key`), or an event. `tags` are tones, each
    with its text.
    """

    on: date
    order: int
    text: str
    key: UUID | None = None
    detail: str = ""
    note: str = ""
    is_cut: bool = False
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Month:
    first: date
    entries: list[Entry]


@dataclass(frozen=True)
class Timeline:
    months: list[Month]
    page: int
    has_older: bool

    @property
    def older(self) -> int | None:
        return self.page + 1 if self.has_older else None

    @property
    def newer(self) -> int | None:
        return self.page - 1 if self.page > 1 else None


def timeline_of(case: Case, *, with_notes: bool, page: int = 1) -> Timeline:
    """Page `page` of the timeline (1 is the newest): PAGE contacts, and every event between them.
    One statement.
    """
    start = (page - 1) * PAGE
    before = 1 if start else 0  # the last contact of the page before says where its events ended
    found = _contacts(case, start - before, PAGE + before + 1, with_notes=with_notes)
    contacts = found[before : before + PAGE]
    has_older = len(found) > before + PAGE
    upper = found[0].held_on if before and found else None
    lower = contacts[-1].held_on if has_older else None
    entries = [_of_contact(contact, case.enrolment.ended_on) for contact in contacts]
    if found or page == 1:
        entries += [
            Entry(on, order, text)
            for on, order, text in events_of(case)
            if (upper is None or on < upper) and (lower is None or on >= lower)
        ]
    return Timeline(_by_month(entries), page, has_older)


def _contacts(case: Case, start: int, most: int, *, with_notes: bool) -> list[Contact]:
    asked: dict[str, Any] = {
        "enrolment": case.enrolment.pk,
        "with_notes": with_notes,
        "shown": SHOWN + 1,
        "most": most,
        "start": start,
    }
    with planned.cursor() as cursor:
        cursor.execute(_CONTACTS, asked)
        return [Contact(*row) for row in cursor.fetchall()]


def _of_contact(contact: Contact, ended_on: date | None) -> Entry:
    minutes = f"{contact.minutes:,}".replace(",", "\xa0")
    note = contact.note or ""
    is_cut = len(note) > SHOWN
    clock = f"kl. {contact.started_at:%H:%M} · " if contact.started_at else ""
    method = METHODS[contact.method] if contact.method else ""
    tags = (TAGS[contact.outcome],) if contact.outcome in TAGS else ()
    return Entry(
        on=contact.held_on,
        order=CONTACT,
        text=CHANNELS[contact.channel] + (f", {minutes} min" if contact.minutes else ""),
        key=contact.pk,
        detail=f"{clock}{method}{contact.staff or 'okänd handledare'}",
        note=f"{note[: SHOWN - 1]}…" if is_cut else note,
        is_cut=is_cut,
        tags=(*tags, FOLLOW_UP) if ended_on and contact.held_on > ended_on else tags,
    )


def _by_month(entries: list[Entry]) -> list[Month]:
    entries.sort(
        key=lambda entry: (entry.on, entry.order), reverse=True
    )  # stable: contacts keep their own order
    return [
        Month(first, list(group))
        for first, group in groupby(entries, key=lambda entry: entry.on.replace(day=1))
    ]


def events_of(case: Case) -> Iterator[tuple[date, int, str]]:
    """What happened besides contacts: the enrolment, methods, who answers for it, consents. Day,
    order, text.
    """
    enrolment = case.enrolment
    if enrolment.referred_on:
        yield enrolment.referred_on, FIRST, f"Remiss från {enrolment.referrer or 'okänd part'}"
    yield enrolment.started_on, FIRST, f"Inskriven i {enrolment.delprojekt}"
    if enrolment.ended_on:
        yield enrolment.ended_on, LAST, f"Inskrivningen avslutades: {enrolment.exit_reason}"
    if enrolment.enhanced_from:
        yield enrolment.enhanced_from, EVENT, "Förstärkt samarbete började"
    if enrolment.enhanced_to:
        yield enrolment.enhanced_to, EVENT, "Förstärkt samarbete slutade"
    for work in case.methods:
        yield (
            work.first,
            EVENT,
            f"Metod började: {work}{f', med {work.staff}' if work.staff else ''}",
        )
        if work.last:
            yield work.last, EVENT, f"Metod slutade: {work}"
    for assignment in case.assignments:
        yield assignment.first, EVENT, f"{assignment.staff} blev ansvarig"
        if assignment.last:
            yield assignment.last, EVENT, f"{assignment.staff} slutade vara ansvarig"
    for consent in case.consents:
        yield consent.first, EVENT, f"Samtycke gavs: {consent}"
        if consent.last:
            yield consent.last, EVENT, f"Samtycke återtogs: {consent}"
