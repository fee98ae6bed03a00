"""What is done in a stay: who answers for it, methods side by side, consents, contacts and short
notes.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from reporting.demo import draw, shares
from reporting.demo.people import Stay

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
    """One or two at a time would be many rows: one from the start, a new one when the first leaves
    or by chance.
    """
    place = stay.place
    weights = [FIRST.get(person.username.split(".")[0], 1) for person in place.staff]
    staff = rng.choices(place.staff, weights)[0].pk
    holders = []
    first = stay.started_on
    for _ in range(3):
        left = place.left.get(staff)
        gone = (
            left is not None and left >= first and (stay.ended_on is None or left < stay.ended_on)
        )
        if left is not None and left < first:
            staff = place.staff[0].pk
            continue
        length = ((stay.ended_on or draw.LAST_DAY) - first).days
        changed = length > 120 and rng.random() < 0.12
        if not (gone or changed):
            break
        last = left if gone and left else first + timedelta(days=rng.randrange(45, length - 30))
        holders.append(Held(staff, first, last))
        still_here = [
            person.pk
            for person in place.staff
            if person.pk not in place.left and person.pk != staff
        ]
        staff, first = rng.choice(still_here), last + timedelta(days=1)
    holders.append(Held(staff, first, None))
    return holders


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
    """id, enrolment, delprojekt, method, staff, from, to: each by itself, most of them at the same
    time.
    """
    mix = shares.METHODS[stay.place.delprojekt.code]
    given = [method for method, share in mix.items() if rng.random() < share] or [next(iter(mix))]
    rows = []
    for place, method in enumerate(given):
        start = stay.started_on + timedelta(
            days=rng.randrange(10) if place == 0 else rng.randrange(20, 150)
        )
        end = stay.ended_on
        if end is not None and start > end:
            continue
        if (
            place
            and rng.random() < 0.2
            and (stay.ended_on or draw.LAST_DAY) > start + timedelta(days=90)
        ):
            end = start + timedelta(days=80)
        if start > draw.LAST_DAY:
            continue
        staff = holders[-1].staff if end is None or end == stay.ended_on else holders[0].staff
        rows.append(
            (draw.key(rng, start), stay.pk, stay.place.delprojekt.pk, method, staff, start, end)
        )
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
    rng: Random, stay: Stay, holders: list[Held], methods_: list[Row]
) -> Iterator[tuple[Row, str]]:
    """Contacts and their notes ("" = none): every week or two, closer in the beginning, some after
    the exit.
    """
    last = min(stay.ended_on or draw.LAST_DAY, draw.LAST_DAY)
    day = draw.workday(stay.started_on)
    pace = rng.triangular(4, 12, 7)
    while day <= last:
        yield _contact(rng, stay, holders, methods_, day)
        near = 0.6 if (day - stay.started_on).days < 60 else 1.0
        step = max(1, round(rng.expovariate(1 / (pace * near))))
        day = draw.workday(day + timedelta(days=min(step, 35)))
        if day.month == 7 and rng.random() < 0.5:
            day = draw.workday(day + timedelta(days=14))
    if stay.ended_on and stay.facts.get("exit_reason_id") in ("ARBETE", "STUDIER"):
        for weeks in (4, 12, 26):
            after = draw.workday(stay.ended_on + timedelta(weeks=weeks))
            if after <= draw.LAST_DAY and rng.random() < 0.55:
                yield _contact(rng, stay, holders, [], after, channel="TELEFON")


def _contact(
    rng: Random, stay: Stay, holders: list[Held], methods_: list[Row], day: date, channel: str = ""
) -> tuple[Row, str]:
    """id, enrolment, delprojekt, day, time, minutes, channel, outcome, method, staff, version,
    registered, by.
    """
    channel = channel or draw.one(rng, shares.CHANNELS)
    if channel in ("MOTE", "GRUPP", "HEMBESOK", "MGT") and date(2020, 3, 16) <= day <= date(
        2021, 9, 29
    ):
        channel = draw.one(rng, {channel: 0.5, "DIGITALT": 0.3, "TELEFON": 0.2})
    outcome = (
        "GENOMFORD" if channel in ("MEDDELANDE", "MYNDIGHET") else draw.one(rng, shares.OUTCOMES)
    )
    minutes = rng.choice(shares.MINUTES[channel]) if outcome == "GENOMFORD" else 0
    staff = next(held.staff for held in holders if held.last is None or day <= held.last)
    given = [row[3] for row in methods_ if row[5] <= day and (row[6] is None or day <= row[6])]
    at = (
        time(rng.randrange(8, 17), rng.choice((0, 0, 15, 30, 30, 45)))
        if channel != "MEDDELANDE"
        else None
    )
    row = (
        draw.key(rng, day),
        stay.pk,
        stay.place.delprojekt.pk,
        day,
        at,
        minutes,
        channel,
        outcome,
        rng.choice(given) if given and rng.random() < 0.9 else None,
        staff,
        1,
        draw.clock(day, 17),
        staff,
    )
    return row, note(rng, outcome)


def note(rng: Random, outcome: str) -> str:
    if rng.random() >= shares.NOTED:
        return ""
    if outcome != "GENOMFORD":
        return rng.choice(REASONS)
    return f"{rng.choice(OPENINGS)} {rng.choice(CONTINUED)}"


def note_row(contact: Row, text: str) -> tuple[UUID, UUID, int, str]:
    """contact, enrolment, delprojekt, text."""
    return (contact[0], contact[1], contact[2], text)
