"""What bookings add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from interventions.bookings import access, queries
from interventions.bookings.demo import demo_rows
from interventions.bookings.models import Booking
from mia.organisation.staff.models import Staff
from participants.agendas import Agenda, AgendaItem
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
    CaseLink,
    CasePart,
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    TimelineEntry,
    TimelineSource,
    field_text,
)

UNNOTED = "onoterat"


def open_bookings(enrolment: Enrolment) -> list[Booking]:
    return [booking for booking in enrolment.bookings.all() if booking.is_open]


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The next meeting."""
    coming = [booking for booking in open_bookings(enrolment) if booking.held_on >= today]
    return {"next": coming[0] if coming else None}


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {
        "bookings": queries.list_bookings(user, enrolment),
        "may_book": access.can_book(user, enrolment),
    }


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The meetings that are booked and not noted yet, of each series the first one alone."""
    entries = []
    series = set()
    for booking in open_bookings(enrolment):
        if booking.series is not None and booking.series in series:
            continue
        series.add(booking.series)
        text = f"Bokat {booking.get_channel_display()} kl. {booking.clock}"
        entries.append(TimelineEntry(booking.held_on, text))
    return entries


def list_agenda(user: Staff, today: date) -> list[AgendaItem]:
    """The meetings of today, and those of before that wait to be noted."""
    items = []
    for booking in queries.list_meetings(user, today):
        when, part = booking.clock, ""
        if booking.held_on < today:
            part = UNNOTED
            when = f"{booking.held_on:%Y-%m-%d} {booking.clock}"
        item = AgendaItem(
            enrolment=booking.enrolment_id,
            participant=str(booking.enrolment.participant),
            is_protected=booking.is_protected,
            text=booking.get_channel_display(),
            when=when,
            url=f"/deltagare/{booking.enrolment_id}/",
            done_path=f"{booking.get_absolute_url()}kontakt/",
            done_label="Notera",
            asks_first=True,
            part=part,
        )
        items.append(item)
    return items


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    bookings = Booking.objects.visible_in(user, enrolment).select_related("staff")
    for booking in bookings.order_by("held_on", "starts_at", "pk"):
        label = f"{booking.held_on} kl. {booking.clock}"
        values = [booking.get_channel_display(), str(booking.staff)]
        if booking.series:
            values.append("en av flera återkommande")
        if booking.cancelled_on:
            values.append(f"avbokad {booking.cancelled_on}")
        rows.append(ExtractRow(label, ", ".join(values)))
        if booking.place:
            rows.append(ExtractRow("Plats", field_text(booking, "place"), is_free_text=True))
    return rows


FEATURE = Feature(
    urls="interventions.bookings.urls",
    carried=CarriedRows(
        "bookings",
        Booking,
        ("held_on", "starts_at", "pk"),
        can_read_notes,
        queries.IS_OPEN,
    ),
    facts=(CasePart("interventions/bookings/case_facts.html", case_facts, can_read_notes),),
    sections=(
        CaseSection(
            slug="bokningar",
            title="Bokade tider",
            template="interventions/bookings/case_section.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    links=(CaseLink("Boka tid", "boka/", access.can_book),),
    timeline=(TimelineSource(timeline_entries),),
    agendas=(Agenda("moten", "Dagens möten", list_agenda, parts=((UNNOTED, "Möten att notera"),)),),
    extract=(ExtractSection("Bokade tider", extract_rows),),
    retention=(Booking,),
    demo=demo_rows,
)
