"""The timeline of an enrolment: contacts with their notes, and what else happened, newest first, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from interventions.models import Contact
from interventions.queries import PAGE, Case, notes_of
from mia.organisation.models import Staff

SHOWN = 700  # characters of a note
FIRST, EVENT, CONTACT, LAST = range(4)  # order within one day, oldest first


@dataclass(frozen=True)
class Entry:
    """One line of the timeline: a contact with its note (empty for those who may not read it), or an event."""

    on: date
    order: int
    text: str = ""
    contact: Contact | None = None
    note: str = ""
    is_follow_up: bool = False

    @property
    def is_cut(self) -> bool:
        return len(self.note) > SHOWN

    @property
    def shown_note(self) -> str:
        return f"{self.note[: SHOWN - 1]}…" if self.is_cut else self.note


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


def timeline_of(case: Case, *, user: Staff, page: int = 1) -> Timeline:
    """Page `page` of the timeline (1 is the newest): PAGE contacts, and every event between them. Two statements."""
    start = (page - 1) * PAGE
    before = 1 if start else 0  # the last contact of the page before says where its events ended
    rows = Contact.objects.visible_to(user).filter(enrolment=case.enrolment).select_related("staff").newest_first()
    found = list(rows[start - before : start + PAGE + 1])
    contacts = found[before : before + PAGE]
    has_older = len(found) > before + PAGE
    upper = found[0].held_on if before and found else None
    lower = contacts[-1].held_on if has_older else None
    notes = notes_of(contacts, user=user)
    ended_on = case.enrolment.ended_on
    entries = [
        Entry(
            contact.held_on, CONTACT, contact=contact, note=notes.get(contact.pk, ""),
            is_follow_up=ended_on is not None and contact.held_on > ended_on,
        )
        for contact in contacts
    ]  # fmt: skip
    if found or page == 1:
        entries += [
            event
            for event in events_of(case)
            if (upper is None or event.on < upper) and (lower is None or event.on >= lower)
        ]
    return Timeline(_by_month(entries), page, has_older)


def _by_month(entries: list[Entry]) -> list[Month]:
    entries.sort(key=lambda entry: (entry.on, entry.order), reverse=True)  # stable: contacts keep their own order
    return [Month(first, list(group)) for first, group in groupby(entries, key=lambda entry: entry.on.replace(day=1))]


def events_of(case: Case) -> Iterator[Entry]:
    """What happened besides contacts: the enrolment, methods, who answers for it, consents."""
    enrolment = case.enrolment
    if enrolment.referred_on:
        yield Entry(enrolment.referred_on, FIRST, f"Remiss från {enrolment.referrer or 'okänd part'}")
    yield Entry(enrolment.started_on, FIRST, f"Inskriven i {enrolment.delprojekt}")
    if enrolment.ended_on:
        yield Entry(enrolment.ended_on, LAST, f"Inskrivningen avslutades: {enrolment.exit_reason}")
    if enrolment.enhanced_from:
        yield Entry(enrolment.enhanced_from, EVENT, "Förstärkt samarbete började")
    if enrolment.enhanced_to:
        yield Entry(enrolment.enhanced_to, EVENT, "Förstärkt samarbete slutade")
    for work in case.methods:
        worker = f", med {work.staff}" if work.staff else ""
        yield Entry(work.started_on, EVENT, f"Metod började: {work}{worker}")
        if work.ended_on:
            yield Entry(work.ended_on, EVENT, f"Metod slutade: {work}")
    for assignment in case.assignments:
        yield Entry(assignment.started_on, EVENT, f"{assignment.staff} blev ansvarig")
        if assignment.ended_on:
            yield Entry(assignment.ended_on, EVENT, f"{assignment.staff} slutade vara ansvarig")
    for consent in case.consents:
        yield Entry(consent.given_on, EVENT, f"Samtycke gavs: {consent}")
        if consent.withdrawn_on:
            yield Entry(consent.withdrawn_on, EVENT, f"Samtycke återtogs: {consent}")
