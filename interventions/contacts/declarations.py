"""What contacts add to the pages that show many features."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import localize
from django.utils.text import capfirst

from interventions.contacts import access, actions, queries
from interventions.contacts.demo import demo_rows
from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.models import Contact, Note
from interventions.methods.enums import Method
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CaseLink,
    CasePart,
    DayOrder,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
    TimelineEntry,
    TimelineSource,
)


@dataclass(frozen=True, kw_only=True)
class ContactEntry(TimelineEntry):
    """A contact in the timeline. A long note is cut; the contact's own page has all of it."""

    contact: Contact
    detail: str
    note: str
    is_cut: bool
    is_follow_up: bool


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The last contacts, with the beginning of their notes for those who may read them."""
    with_notes = can_read_notes(user, enrolment)
    contacts = queries.list_newest_contacts(user, enrolment, newest, with_notes=with_notes)
    return [contact_entry(contact, enrolment) for contact in contacts]


def contact_entry(contact: Contact, enrolment: Enrolment) -> ContactEntry:
    note = getattr(contact, "note_start", None) or ""
    is_cut = len(note) > queries.SHORT_NOTE
    if is_cut:
        beginning = note[: queries.SHORT_NOTE - 1]
        note = f"{beginning}…"
    return ContactEntry(
        on=contact.held_on,
        text=contact_title(contact),
        order=DayOrder.CONTACT,
        template="interventions/contacts/timeline_contact.html",
        contact=contact,
        detail=contact_detail(contact),
        note=note,
        is_cut=is_cut,
        is_follow_up=contact.is_follow_up_of(enrolment),
    )


def contact_title(contact: Contact) -> str:
    """For example "Möte, 60 min"."""
    title = capfirst(Channel(contact.channel).label)
    if contact.minutes:
        title += f", {localize(contact.minutes)} min"
    return title


def contact_detail(contact: Contact) -> str:
    """For example "kl. 09:30 · IPS · Anna Provsson"."""
    words = []
    if contact.started_at:
        words.append(f"kl. {contact.started_at:%H:%M}")
    if contact.method:
        words.append(Method(contact.method).label)
    words.append(str(contact.staff or "okänd handledare"))
    return " · ".join(words)


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The last contact, and this month's participation time in hours and minutes."""
    summary = queries.summarise_contacts(user, enrolment, today)
    hours, minutes = divmod(summary.minutes, 60)
    return {"last_on": summary.last_on, "hours": hours, "minutes": minutes}


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Every contact, each with its note for those who may read notes."""
    notes = queries.notes_by_contact(user, enrolment)
    rows = []
    for contact in queries.list_contacts(user, enrolment):
        label = f"{contact.held_on} {contact_title(contact)}"
        outcome = Outcome(contact.outcome).label
        rows.append(ExtractRow(label, f"{capfirst(outcome)} · {contact_detail(contact)}"))
        if contact.pk in notes:
            rows.append(ExtractRow("Anteckning", notes[contact.pk], is_free_text=True))
    return rows


def contacts_at_one_time(
    user: Staff, enrolments: Iterable[Enrolment], others: Iterable[Enrolment]
) -> list[str]:
    """A person is not in two places: contacts of both at the same time are of two, or one twice."""
    return [
        f"Båda har en kontakt {held_on} klockan {started_at:%H:%M}. Är den loggad två gånger, eller"
        " är det två personer?"
        for held_on, started_at in queries.times_of_both(user, enrolments, others)
    ]


def can_see_attendance_report(user: Staff, enrolment: Enrolment) -> bool:
    """The report of contacts per month, whose page is in the app above."""
    return user.may(Permission.ATTENDANCE_REPORT, enrolment.delprojekt_id)


FEATURE = Feature(
    accepted=actions.register_accepted,
    merge_check=contacts_at_one_time,
    urls="interventions.contacts.urls",
    facts=(CasePart("interventions/contacts/case_facts.html", case_facts),),
    forms=(CaseLink("Logga kontakt", "kontakter/ny/", access.can_log_contact),),
    links=(CaseLink("Närvarorapporter", "narvarorapport/", can_see_attendance_report),),
    timeline=(TimelineSource(timeline_entries, fills_pages=True),),
    queues=(Queue("kontakt", "Ingen kontakt på 30 dagar", queries.without_recent_contact),),
    extract=(ExtractSection("Kontakter", extract_rows),),
    retention=(Contact, Note),
    demo=demo_rows,
)
