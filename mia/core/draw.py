"""Drawing synthetic data at random: shares, days and keys, all from one seed."""

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
T = TypeVar("T")


class SeededRandom(Random):
    """A generator of random numbers that also draws by shares, days and keys.

    For data that keep no secret.
    """

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in that share of the cases."""
        return self.random() < share

    def one(self, shares: Mapping[T, float]) -> T:
        """One of the keys, as often as its share says."""
        keys = list(shares)
        (key,) = self.choices(keys, list(shares.values()))
        return key

    def days(self, fewest: int, end: int) -> timedelta:
        """A number of days from `fewest` to less than `end`."""
        return timedelta(days=self.randrange(fewest, end))

    def between(self, first: date, last: date) -> date:
        """A day from the first to the last, both inclusive; the first if the last is earlier."""
        days = (last - first).days + 1
        return first + self.days(0, max(1, days))

    def key(self, day: date) -> UUID:
        """A UUID version 7 of that day: keys keep the order of time."""
        midnight = (day - EPOCH).days * DAY
        milliseconds = midnight + self.randrange(DAY)
        value = milliseconds << 80
        value |= self.getrandbits(80)
        value &= ~VERSION_AND_VARIANT
        value |= VERSION_7
        value |= VARIANT
        return UUID(int=value)


def at_hour(day: date, hour: int) -> datetime:
    """The full hour of that day in Sweden."""
    return datetime.combine(day, time(hour), STOCKHOLM)
