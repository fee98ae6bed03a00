"""Contacts of the demo county, and their notes."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from django.db.models import Model

from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.models import Contact, Note
from interventions.methods import demo as methods_demo
from interventions.methods.models import MethodWork
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.assignments import demo as assignments_demo
from participants.assignments.models import Assignment
from participants.demo import LAST_DAY, DemoStay

CHANNELS = {
    Channel.MEETING: 0.40,
    Channel.PHONE: 0.21,
    Channel.DIGITAL: 0.07,
    Channel.GROUP: 0.06,
    Channel.MESSAGE: 0.10,
    Channel.AUTHORITY: 0.05,
    Channel.MULTI_AGENCY: 0.04,
    Channel.WORKPLACE: 0.05,
    Channel.HOME_VISIT: 0.02,
}
MINUTES = {
    Channel.MEETING: (45, 60, 60, 60, 90),
    Channel.PHONE: (10, 15, 20, 30),
    Channel.DIGITAL: (30, 45, 60),
    Channel.GROUP: (90, 120, 150, 180),
    Channel.MESSAGE: (0, 5, 5, 10),
    Channel.AUTHORITY: (15, 30, 45, 60),
    Channel.MULTI_AGENCY: (60, 60, 90),
    Channel.WORKPLACE: (60, 90, 120, 180),
    Channel.HOME_VISIT: (60, 75, 90),
}
OUTCOMES = {Outcome.HELD: 0.87, Outcome.NO_SHOW: 0.07, Outcome.CANCELLED: 0.06}
WITHOUT_APPOINTMENT = (Channel.MESSAGE, Channel.AUTHORITY)
PANDEMIC = (date(2020, 3, 16), date(2021, 9, 29))
MOVED_BY_PANDEMIC = (Channel.MEETING, Channel.GROUP, Channel.HOME_VISIT, Channel.MULTI_AGENCY)
FOLLOWED_UP = ("ARBETE", "STUDIER")
FOLLOW_UP_WEEKS = (4, 12, 26)
WITH_NOTE = 0.14
OPENINGS = (
    "Vi gick igenom veckan.",
    "Vi talade om nästa steg.",
    "Deltagaren berättade om sina erfarenheter av arbete.",
    "Uppföljning av arbetsträningen.",
    "Vi fyllde i blanketter tillsammans.",
    "Vi planerade mötet med myndigheterna.",
    "Vi gick igenom ekonomi och boende.",
    "Vi talade om vad som fungerar bra.",
    "Första genomgången av nuläget.",
    "Vi övade på att ringa till en arbetsgivare.",
)
CONTINUED = (
    "Deltagaren vill trappa upp till nio timmar i veckan.",
    "Vi ses igen om två veckor.",
    "Tolk deltog.",
    "Deltagaren tar själv kontakt med vårdcentralen.",
    "Jag bokar ett trepartsmöte.",
    "Det gick bättre än väntat.",
    "Deltagaren var trött och vi avslutade tidigare.",
    "Studiebesök hos arbetsgivaren är bokat.",
    "Vi bestämde tillsammans vad som är viktigast nu.",
    "Planen ändras inte.",
)
REASONS = (
    "Ingen kontakt trots sms.",
    "Ringde och lämnade återbud, sjuk.",
    "Ny tid bokad.",
    "Glömde tiden, vi bokade om.",
)


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """Contacts during the enrolment and some afterwards, some of them with a note."""
    rng = stay.random_for("contacts")
    assignments = assignments_demo.demo_rows(stay)
    methods = methods_demo.demo_rows(stay)
    for contact in _draw_contacts(rng, stay):
        contact.staff_id = _staff_on(assignments, contact.held_on)
        contact.registered_by_id = contact.staff_id
        if contact.held_on <= stay.last_day:
            contact.method = _draw_method(rng, methods, contact.held_on)
        yield contact
        if rng.happens(WITH_NOTE):
            yield _draw_note(rng, contact)


def _draw_contacts(rng: SeededRandom, stay: DemoStay) -> Iterator[Contact]:
    """Every week or two, closer in the beginning.

    Some who left for work or studies are telephoned after the exit.
    """
    enrolment = stay.enrolment
    day = workday(enrolment.started_on)
    pace = rng.triangular(4, 12, 7)
    while day <= stay.last_day:
        yield _draw_contact(rng, stay, day, rng.one(CHANNELS))
        day = _draw_next_day(rng, stay, day, pace)
    if enrolment.exit_reason_id not in FOLLOWED_UP:
        return
    for weeks in FOLLOW_UP_WEEKS:
        day = workday(stay.last_day + timedelta(weeks=weeks))
        if day <= LAST_DAY and rng.happens(0.55):
            yield _draw_contact(rng, stay, day, Channel.PHONE)


def _draw_next_day(rng: SeededRandom, stay: DemoStay, day: date, pace: float) -> date:
    """A workday after about `pace` days, sooner in the first two months, later in July."""
    days_since_start = (day - stay.enrolment.started_on).days
    if days_since_start < 60:
        pace *= 0.6
    step = max(1, round(rng.expovariate(1 / pace)))
    day = workday(day + timedelta(days=min(step, 35)))
    if day.month == 7 and rng.happens(0.5):
        day = workday(day + timedelta(days=14))
    return day


def _draw_contact(rng: SeededRandom, stay: DemoStay, day: date, channel: Channel) -> Contact:
    """A contact without staff and method."""
    channel = _move_by_pandemic(rng, channel, day)
    outcome = Outcome.HELD
    if channel not in WITHOUT_APPOINTMENT:
        outcome = rng.one(OUTCOMES)
    minutes = 0
    if outcome == Outcome.HELD:
        minutes = rng.choice(MINUTES[channel])
    return Contact(
        id=rng.key(day),
        enrolment_id=stay.enrolment.pk,
        delprojekt_id=stay.enrolment.delprojekt_id,
        held_on=day,
        started_at=_draw_time(rng, channel),
        minutes=minutes,
        channel=channel,
        outcome=outcome,
        registered_at=at_hour(day, 17),
    )


def _move_by_pandemic(rng: SeededRandom, channel: Channel, day: date) -> Channel:
    """During the pandemic half of the meetings were digital or by telephone instead."""
    first, last = PANDEMIC
    if channel in MOVED_BY_PANDEMIC and first <= day <= last:
        return rng.one({channel: 0.5, Channel.DIGITAL: 0.3, Channel.PHONE: 0.2})
    return channel


def _draw_time(rng: SeededRandom, channel: Channel) -> time | None:
    """Within working hours; a message has none."""
    if channel == Channel.MESSAGE:
        return None
    hour = rng.randrange(8, 17)
    minute = rng.choice((0, 0, 15, 30, 30, 45))
    return time(hour, minute)


def _staff_on(assignments: list[Assignment], day: date) -> int:
    """The one assigned on the day; after the exit, the last one."""
    for assignment in assignments:
        if assignment.ended_on is None or day <= assignment.ended_on:
            break
    return assignment.staff_id


def _draw_method(rng: SeededRandom, methods: list[MethodWork], day: date) -> str | None:
    """One of the methods that run on the day, mostly."""
    running = [work.method for work in methods if work.is_running(day)]
    if running and rng.happens(0.9):
        return rng.choice(running)
    return None


def _draw_note(rng: SeededRandom, contact: Contact) -> Note:
    if contact.outcome == Outcome.HELD:
        text = f"{rng.choice(OPENINGS)} {rng.choice(CONTINUED)}"
    else:
        text = rng.choice(REASONS)
    return Note(
        contact_id=contact.pk,
        enrolment_id=contact.enrolment_id,
        delprojekt_id=contact.delprojekt_id,
        text=text,
    )
