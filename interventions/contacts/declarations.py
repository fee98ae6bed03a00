"""What contacts add to the pages that show many features."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import localize
from django.utils.text import capfirst

from interventions.contacts import access, actions, queries
from interventions.contacts.demo import demo_rows
from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.models import Contact, Note
from interventions.contacts.queries import ContactRow
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
    Tag,
    TimelineEntry,
    TimelineSource,
)

CHANNEL_TITLES = {code: capfirst(label) for code, label in Channel.choices}
METHOD_LABELS = dict(Method.choices)
OUTCOME_TAGS = {
    Outcome.NO_SHOW.value: Tag("Uteblev", "warn"),
    Outcome.CANCELLED.value: Tag("Avbokad"),
}


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The last contacts, with the beginning of their notes for those who may read them."""
    with_notes = can_read_notes(user, enrolment)
    contacts = queries.list_newest_contacts(user, enrolment, newest, with_notes=with_notes)
    return [contact_entry(contact, enrolment) for contact in contacts]


def contact_entry(contact: ContactRow, enrolment: Enrolment) -> TimelineEntry:
    """A contact. A long note is cut; the contact's own page has all of it."""
    note = contact.note
    is_cut = len(note) > queries.SHORT_NOTE
    if is_cut:
        beginning = note[: queries.SHORT_NOTE - 1]
        note = f"{beginning}…"
    return TimelineEntry(
        on=contact.held_on,
        text=contact_title(contact),
        order=DayOrder.CONTACT,
        url=contact.get_absolute_url(),
        tags=contact_tags(contact, enrolment),
        detail=contact_detail(contact),
        note=note,
        is_cut=is_cut,
    )


def contact_tags(contact: ContactRow, enrolment: Enrolment) -> tuple[Tag, ...]:
    tags = []
    if contact.outcome in OUTCOME_TAGS:
        tags.append(OUTCOME_TAGS[contact.outcome])
    if enrolment.has_ended_before(contact.held_on):
        tags.append(Tag("Uppföljning efter avslut"))
    return tuple(tags)


def contact_title(contact: Contact | ContactRow) -> str:
    """For example "Möte, 60 min"."""
    title = CHANNEL_TITLES[contact.channel]
    if contact.minutes:
        title += f", {localize(contact.minutes)} min"
    return title


def contact_detail(contact: Contact | ContactRow) -> str:
    """For example "kl. 09:30 · IPS · Anna Provsson"."""
    words = []
    if contact.started_at:
        words.append(f"kl. {contact.started_at:%H:%M}")
    if contact.method:
        words.append(METHOD_LABELS[contact.method])
    words.append(str(contact.staff or "okänd handledare"))
    return " · ".join(words)


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The last contact, and this month's participation time in hours and minutes."""
    summary = queries.summarise_contacts(enrolment, today)
    hours, minutes = divmod(summary.minutes, 60)
    return {"summary": summary, "last_on": summary.last_on, "hours": hours, "minutes": minutes}


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Every contact, each with its topics and its note for those who may read notes."""
    may_read = can_read_notes(user, enrolment)
    notes = queries.notes_by_contact(user, enrolment)
    labels = queries.labels_by_topic()
    rows = []
    for contact in queries.list_contacts(user, enrolment):
        label = f"{contact.held_on} {contact_title(contact)}"
        outcome = Outcome(contact.outcome).label
        rows.append(ExtractRow(label, f"{capfirst(outcome)} · {contact_detail(contact)}"))
        if contact.topics and may_read:
            chosen = [labels.get(code, code) for code in contact.topics]
            rows.append(ExtractRow("Ämnen", ", ".join(chosen)))
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
    extract=(ExtractSection("Kontakter", extract_rows),),
    retention=(Contact, Note),
    demo=demo_rows,
)
