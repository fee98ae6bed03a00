"""Drawing synthetic data at random: shares, days and keys, all from the generator that is given."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

EPOCH = date(1970, 1, 1)
DAY = 86_400_000  # milliseconds
VERSION_7 = 0x7 << 76  # the bits of a UUID that say its version (RFC 9562)
VARIANT = 0x2 << 62
VERSION_AND_VARIANT = 0xF << 76 | 0x3 << 62
STOCKHOLM = ZoneInfo("Europe/Stockholm")
SATURDAY = 5
T = TypeVar("T")


def one(rng: Random, shares: Mapping[T, float]) -> T:
    """One of the keys, as often as its share says."""
    return rng.choices(list(shares), list(shares.values()))[0]


def key(rng: Random, day: date) -> UUID:
    """A UUID version 7 of that day: keys keep the order of time."""
    days = (day - EPOCH).days
    milliseconds = days * DAY + rng.randrange(DAY)
    value = milliseconds << 80 | rng.getrandbits(80)
    value &= ~VERSION_AND_VARIANT
    value |= VERSION_7 | VARIANT
    return UUID(int=value)


def between(rng: Random, first: date, last: date) -> date:
    """A day from the first to the last, both inclusive; the first when the last comes before it."""
    days = (last - first).days + 1
    return first + timedelta(days=rng.randrange(max(1, days)))


def workday(day: date) -> date:
    """The day, or the Monday after it."""
    if day.weekday() < SATURDAY:
        return day
    return day + timedelta(days=7 - day.weekday())


def at_hour(day: date, hour: int) -> datetime:
    """The full hour of that day in Sweden."""
    return datetime.combine(day, time(hour), STOCKHOLM)
