"""What is done in a stay: who answers for it, methods side by side, consents, contacts and short
notes.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from reporting.demo import draw, shares
from reporting.demo.staff import Place
from reporting.demo.stays import Stay

Row = tuple[Any, ...]

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


FIRST = {"cm": 4, "se": 3}  # the two that a visitor logs in as have enough to do


class Held(NamedTuple):
    """Who answers for a stay during which days; the last one still does."""

    staff: int
    first: date
    last: date | None


def responsible(rng: Random, stay: Stay) -> list[Held]:
    """One from the start; a new one when that one has left the place, or by chance."""
    place = stay.place
    weights = [FIRST.get(person.username.split(".")[0], 1) for person in place.staff]
    staff = rng.choices(place.staff, weights)[0].pk
    end = stay.ended_on or draw.LAST_DAY
    holders = []
    first = stay.started_on
    for _ in range(3):
        left_on = place.left.get(staff)
        if left_on is not None and left_on < first:
            staff = place.staff[0].pk
            continue
        days = (end - first).days
        is_changed = days > 120 and rng.random() < 0.12
        if left_on is not None and _is_during(left_on, stay):
            last = left_on
        elif is_changed:
            last = first + timedelta(days=rng.randrange(45, days - 30))
        else:
            break
        holders.append(Held(staff, first, last))
        staff = rng.choice(_successors(place, staff))
        first = last + timedelta(days=1)
    holders.append(Held(staff, first, None))
    return holders


def _is_during(day: date, stay: Stay) -> bool:
    return stay.ended_on is None or day < stay.ended_on


def _successors(place: Place, staff: int) -> list[int]:
    """The others who still work at the place."""
    gone = {staff, *place.left}
    return [person.pk for person in place.staff if person.pk not in gone]


def assignments(rng: Random, stay: Stay, holders: list[Held]) -> Iterator[Row]:
    """id, enrolment, delprojekt, staff, from, to."""
    for held in holders:
        yield (
            draw.key(rng, held.first),
            stay.pk,
            stay.place.delprojekt.pk,
            held.staff,
            held.first,
            held.last,
        )


def methods(rng: Random, stay: Stay, holders: list[Held]) -> list[Row]:
    """id, enrolment, delprojekt, method, staff, from, to: each by itself, most at the same time."""
    mix = shares.METHODS[stay.place.delprojekt.code]
    given = [method for method, share in mix.items() if rng.random() < share] or [next(iter(mix))]
    last_day = stay.ended_on or draw.LAST_DAY
    rows = []
    for place, method in enumerate(given):
        is_first = place == 0
        delay = rng.randrange(10) if is_first else rng.randrange(20, 150)
        start = stay.started_on + timedelta(days=delay)
        end = stay.ended_on
        if end is not None and start > end:
            continue
        if not is_first and rng.random() < 0.2 and last_day > start + timedelta(days=90):
            end = start + timedelta(days=80)
        if start > draw.LAST_DAY:
            continue
        is_to_the_end = end is None or end == stay.ended_on
        staff = holders[-1].staff if is_to_the_end else holders[0].staff
        key = draw.key(rng, start)
        rows.append((key, stay.pk, stay.place.delprojekt.pk, method, staff, start, end))
    return rows


def consents(rng: Random, stay: Stay) -> Iterator[Row]:
    """id, enrolment, delprojekt, kind, given, withdrawn: each kind by itself, some withdrawn."""
    last = stay.ended_on or draw.LAST_DAY
    for kind, share in (("SUS", 0.89), ("SEKRETESS_SAMVERKAN", 0.72), ("ENKAT", 0.48)):
        if rng.random() < share:
            given = stay.started_on - timedelta(days=rng.randrange(6))
            withdrawn = draw.between(rng, stay.started_on, last) if rng.random() < 0.03 else None
            yield (draw.key(rng, given), stay.pk, stay.place.delprojekt.pk, kind, given, withdrawn)


def contacts(
    rng: Random, stay: Stay, holders: list[Held], given: list[Row]
) -> Iterator[tuple[Row, str]]:
    """Contacts and their notes ("" = none), every week or two, closer in the beginning.

    Some who left for work or studies are called after the exit.
    """
    last = min(stay.ended_on or draw.LAST_DAY, draw.LAST_DAY)
    day = draw.workday(stay.started_on)
    pace = rng.triangular(4, 12, 7)
    while day <= last:
        yield _contact(rng, stay, holders, given, day)
        day = _next_contact_day(rng, stay, day, pace)
    if stay.ended_on is None or stay.facts.get("exit_reason_id") not in ("ARBETE", "STUDIER"):
        return
    for weeks in (4, 12, 26):
        after = draw.workday(stay.ended_on + timedelta(weeks=weeks))
        if after <= draw.LAST_DAY and rng.random() < 0.55:
            yield _contact(rng, stay, holders, [], after, channel="TELEFON")


def _next_contact_day(rng: Random, stay: Stay, day: date, pace: float) -> date:
    """A workday after about `pace` days, sooner in the first two months, later in July."""
    if (day - stay.started_on).days < 60:
        pace *= 0.6
    step = max(1, round(rng.expovariate(1 / pace)))
    day = draw.workday(day + timedelta(days=min(step, 35)))
    if day.month == 7 and rng.random() < 0.5:
        day = draw.workday(day + timedelta(days=14))
    return day


def _contact(
    rng: Random, stay: Stay, holders: list[Held], given: list[Row], day: date, channel: str = ""
) -> tuple[Row, str]:
    """id, enrolment, delprojekt, day, time, minutes, channel, outcome, method, staff, version,
    registered, by; and the note.
    """
    channel = _channel(rng, channel or draw.one(rng, shares.CHANNELS), day)
    outcome = "GENOMFORD"
    if channel not in ("MEDDELANDE", "MYNDIGHET"):
        outcome = draw.one(rng, shares.OUTCOMES)
    minutes = rng.choice(shares.MINUTES[channel]) if outcome == "GENOMFORD" else 0
    staff = next(held.staff for held in holders if held.last is None or day <= held.last)
    at = None
    if channel != "MEDDELANDE":
        at = time(rng.randrange(8, 17), rng.choice((0, 0, 15, 30, 30, 45)))
    row = (
        draw.key(rng, day),
        stay.pk,
        stay.place.delprojekt.pk,
        day,
        at,
        minutes,
        channel,
        outcome,
        _method(rng, given, day),
        staff,
        1,
        draw.clock(day, 17),
        staff,
    )
    return row, note(rng, outcome)


def _channel(rng: Random, channel: str, day: date) -> str:
    """During the pandemic half of the meetings were digital or by telephone instead."""
    is_pandemic = date(2020, 3, 16) <= day <= date(2021, 9, 29)
    if is_pandemic and channel in ("MOTE", "GRUPP", "HEMBESOK", "MGT"):
        return draw.one(rng, {channel: 0.5, "DIGITALT": 0.3, "TELEFON": 0.2})
    return channel


def _method(rng: Random, given: list[Row], day: date) -> str | None:
    """One of the methods that run on the day, mostly."""
    running = [row[3] for row in given if row[5] <= day and (row[6] is None or day <= row[6])]
    if running and rng.random() < 0.9:
        return str(rng.choice(running))
    return None


def note(rng: Random, outcome: str) -> str:
    if rng.random() >= shares.NOTED:
        return ""
    if outcome != "GENOMFORD":
        return rng.choice(REASONS)
    return f"{rng.choice(OPENINGS)} {rng.choice(CONTINUED)}"


def note_row(contact: Row, text: str) -> tuple[UUID, UUID, int, str]:
    """contact, enrolment, delprojekt, text."""
    return (contact[0], contact[1], contact[2], text)
