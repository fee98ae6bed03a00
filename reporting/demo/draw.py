"""Drawing from shares, days and keys: everything from one stream of random numbers."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

FIRST_DAY = date(2017, 4, 3)  # the first participants came in April 2017
LAST_START = date(2022, 12, 15)
LAST_DAY = date(2022, 12, 31)  # what is known is known on this day
DAY = 86_400_000  # milliseconds
VERSION_7 = 0x7 << 76  # the bits of a UUID that say its version (RFC 9562)
VARIANT = 0x2 << 62
VERSION_AND_VARIANT = 0xF << 76 | 0x3 << 62
T = TypeVar("T")
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def one(rng: Random, shares: Mapping[T, float]) -> T:
    """One of the keys, as often as its share says."""
    return rng.choices(list(shares), list(shares.values()))[0]


def key(rng: Random, day: date) -> UUID:
    """A UUID version 7 of that day: keys keep the order of time, and come from the seed."""
    days = (day - date(1970, 1, 1)).days
    milliseconds = days * DAY + rng.randrange(DAY)
    value = milliseconds << 80 | rng.getrandbits(80)
    value &= ~VERSION_AND_VARIANT
    value |= VERSION_7 | VARIANT
    return UUID(int=value)


def workday(day: date) -> date:
    """The day, or the Monday after it."""
    if day.weekday() < 5:
        return day
    return day + timedelta(days=7 - day.weekday())


def clock(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), STOCKHOLM)


def between(rng: Random, first: date, last: date) -> date:
    days = (last - first).days + 1
    return first + timedelta(days=rng.randrange(max(1, days)))
