"""Periods: both days inclusive for people, half-open inside."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, order=True)
class Period:
    """`first_on` to `last_on`, both included."""

    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise ValueError("Perioden kan inte sluta före den börjar.")

    @classmethod
    def month(cls, text: str) -> Self:
        """The month written `ÅÅÅÅ-MM`. Raises ValueError with a Swedish sentence."""
        match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if not match or not int(match[1]):
            raise ValueError(f"{text!r} är ingen månad. Skriv ÅÅÅÅ-MM, till exempel 2021-03.")
        return cls.month_of(date(int(match[1]), int(match[2]), 1))

    @classmethod
    def month_of(cls, day: date) -> Self:
        """The whole month that the day is in."""
        last_day = calendar.monthrange(day.year, day.month)[1]
        return cls(day.replace(day=1), day.replace(day=last_day))

    @property
    def stop(self) -> date:
        """The first day after the period, so that it is [first_on, stop)."""
        return self.last_on + timedelta(days=1)

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
