"""The cell of hours a week: `2`, or steps as `2021-03-10=2|2021-04-21=5` (docs/formats.md §3)."""

import re
from datetime import date

from interventions.hosts.models import MOST_HOURS

STEP = re.compile(r"(\d{4}-\d{2}-\d{2})=(\d{1,2})")
RIGHT = "Skriv timmar i veckan, till exempel 2, eller steg: 2021-03-10=2|2021-04-21=5."
TOO_MANY = f"Antalet timmar i veckan är 1–{MOST_HOURS}."
TWICE = "Samma dag står två gånger."
BEFORE = "Ett steg ligger före placeringens första dag."
AFTER = "Ett steg ligger efter placeringens sista dag."
NOT_FIRST = "Det första steget börjar samma dag som placeringen."


def read_steps(text: str, started_on: date, ended_on: date | None) -> dict[date, int]:
    """Hours by the day from which they hold. Raises ValueError with what would be right."""
    steps: dict[date, int] = {}
    if text.isascii() and text.isdigit():
        steps[started_on] = int(text)
    else:
        for part in text.split("|"):
            day, hours = _read_step(part.strip())
            if day in steps:
                raise ValueError(TWICE)
            steps[day] = hours
    if not all(1 <= hours <= MOST_HOURS for hours in steps.values()):
        raise ValueError(TOO_MANY)
    first = min(steps)
    if first < started_on:
        raise ValueError(BEFORE)
    if first > started_on:
        raise ValueError(NOT_FIRST)
    if ended_on is not None and max(steps) > max(ended_on, started_on):
        raise ValueError(AFTER)
    return steps


def _read_step(text: str) -> tuple[date, int]:
    match = STEP.fullmatch(text)
    if match is None:
        raise ValueError(RIGHT)
    try:
        return date.fromisoformat(match[1]), int(match[2])
    except ValueError:
        raise ValueError(RIGHT) from None
