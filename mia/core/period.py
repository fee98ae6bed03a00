"""Periods: both days inclusive for people, half-open inside."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

# The years that MIA works with. Beyond them is a slip of the pen, and past 9999 no day at all.
EARLIEST_YEAR = 1900
LATEST_YEAR = 2099
WRONG_YEAR = f"Året ska vara mellan {EARLIEST_YEAR} och {LATEST_YEAR}."


def has_plausible_year(day: date) -> bool:
    """Tell whether the day lies in the years that MIA works with."""
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR


@dataclass(frozen=True, order=True)
class Period:
    """`first_on` to `last_on`, both included. Raises ValueError with a Swedish sentence."""

    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise ValueError("Perioden kan inte sluta före den börjar.")
        if not (has_plausible_year(self.first_on) and has_plausible_year(self.last_on)):
            raise ValueError(WRONG_YEAR)

    @classmethod
    def month(cls, text: str) -> Self:
        """The month written `ÅÅÅÅ-MM`. Raises ValueError with a Swedish sentence."""
        match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} är ingen månad. Skriv ÅÅÅÅ-MM, till exempel 2021-03.")
        year = int(match[1])
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise ValueError(f"{text!r} är ingen månad som MIA räknar med. {WRONG_YEAR}")
        return cls.month_of(date(year, int(match[2]), 1))

    @classmethod
    def month_of(cls, day: date) -> Self:
        """The whole month that the day is in."""
        last_day = calendar.monthrange(day.year, day.month)[1]
        return cls(day.replace(day=1), day.replace(day=last_day))

    @classmethod
    def week(cls, text: str) -> Self:
        """The week written `ÅÅÅÅ-Wvv`, from Monday. Raises ValueError with a Swedish sentence."""
        match = re.fullmatch(r"(\d{4})-W(\d{2})", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} är ingen vecka. Skriv ÅÅÅÅ-Wvv, till exempel 2021-W10.")
        year, number = int(match[1]), int(match[2])
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise ValueError(f"{text!r} är ingen vecka som MIA räknar med. {WRONG_YEAR}")
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            raise ValueError(f"{year} har ingen vecka {number}.") from None
        return cls(monday, monday + timedelta(days=6))

    @property
    def stop(self) -> date:
        """The first day after the period, so that it is [first_on, stop)."""
        return self.last_on + timedelta(days=1)

    @property
    def before(self) -> date:
        """The last day before the period."""
        return self.first_on - timedelta(days=1)

    @property
    def is_month(self) -> bool:
        return self == type(self).month_of(self.first_on)

    def months(self) -> "list[Period]":
        """The months that the period touches, in order."""
        month = type(self).month_of(self.first_on)
        months = [month]
        while month.stop <= self.last_on:
            month = type(self).month_of(month.stop)
            months.append(month)
        return months

    @property
    def label(self) -> str:
        """`2021-03` for a month, else `2021-03-01–2021-06-30`."""
        if self.is_month:
            return f"{self.first_on:%Y-%m}"
        return f"{self.first_on:%Y-%m-%d}–{self.last_on:%Y-%m-%d}"

    def __str__(self) -> str:
        return self.label
