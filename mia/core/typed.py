"""Lengths and times of day as people type them. Pure functions."""

import re
from datetime import time
from decimal import Decimal

MINUTES_IN_HOUR = 60
LAST_HOUR = 23
# Groups: hours and minutes, either of which may be left out.
_HOURS = r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:timmar|timme|tim|h)\.?"
_MINUTES = r"(\d{1,6})\s*(?:minuter|minut|min|m)?\.?"
_LENGTHS = (
    re.compile(f"(){_MINUTES}"),
    re.compile(rf"{_HOURS}(?:\s*(?:och\s*)?{_MINUTES})?"),
    re.compile(r"(\d{1,4}):([0-5]\d)"),
)
_TIMES = (
    re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?"),
    re.compile(r"(\d{2})(\d{2})"),
)


class NotReadable(ValueError):
    """The text is no length or no time of day."""


def read_minutes(text: str) -> int:
    """The length in whole minutes: "90", "45 min", "1,5 tim", "1 h 20", "1:30".

    Raises NotReadable for anything else, also for a decimal number without a unit: 1,5 may be
    minutes or hours.
    """
    hours, minutes = _groups(_LENGTHS, " ".join(text.lower().split()))
    length = Decimal(hours.replace(",", ".")) * MINUTES_IN_HOUR + int(minutes)
    if length != int(length):
        raise NotReadable(text)
    return int(length)


def read_time(text: str) -> time:
    """The time of day, to the minute: "14.30", "14:30", "1430", "kl 9".

    Raises NotReadable for anything else.
    """
    hour, minute = _groups(_TIMES, text.lower().strip())
    if int(hour) > LAST_HOUR or int(minute) >= MINUTES_IN_HOUR:
        raise NotReadable(text)
    return time(int(hour), int(minute))


def _groups(patterns: tuple[re.Pattern[str], ...], text: str) -> list[str]:
    """The groups of the first pattern that is the whole text, "0" for an empty one."""
    for pattern in patterns:
        match = pattern.fullmatch(text)
        if match is not None:
            return [group or "0" for group in match.groups()]
    raise NotReadable(text)
