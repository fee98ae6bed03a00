"""Lengths and times of day as people type them. Pure functions."""

import re
from datetime import time
from decimal import Decimal

MINUTES_IN_HOUR = 60
_NUMBER = r"\d+(?:[.,]\d+)?"
_HOURS = rf"(?P<hours>{_NUMBER})\s*(?:timmar|timme|tim|h)\.?"
_MINUTES = r"(?P<minutes>\d+)\s*(?:minuter|minut|min|m)?\.?"
_LENGTHS = (
    re.compile(_MINUTES),
    re.compile(rf"{_HOURS}(?:\s*(?:och\s*)?{_MINUTES})?"),
    re.compile(r"(?P<hours>\d+):(?P<minutes>[0-5]\d)"),
)
_TIMES = (
    re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?"),
    re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})"),
)


def read_minutes(text: str) -> int:
    """The length in whole minutes: "90", "45 min", "1,5 tim", "1 h 20", "1:30".

    Raises ValueError for anything else, also for a decimal number without a unit: 1,5 may be
    minutes or hours.
    """
    plain = " ".join(text.lower().split())
    for pattern in _LENGTHS:
        match = pattern.fullmatch(plain)
        if match is not None:
            return _in_minutes(match.groupdict())
    raise ValueError(text)


def _in_minutes(parts: dict[str, str | None]) -> int:
    hours = Decimal((parts.get("hours") or "0").replace(",", "."))
    minutes = hours * MINUTES_IN_HOUR + int(parts["minutes"] or 0)
    if minutes != int(minutes):
        raise ValueError("not whole minutes")
    return int(minutes)


def read_time(text: str) -> time:
    """The time of day, to the minute: "14.30", "14:30", "1430", "kl 9".

    Raises ValueError for anything else.
    """
    plain = text.lower().strip()
    for pattern in _TIMES:
        match = pattern.fullmatch(plain)
        if match is not None:
            return time(int(match["hour"]), int(match["minute"] or 0))
    raise ValueError(text)
