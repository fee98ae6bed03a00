"""Days and times of day of a quick contact. Pure functions of the words and of today."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from interventions.quick.vocabulary import DAYS_AHEAD, DAYS_BACK, MONTHS, WEEKDAYS
from mia.core.typed import NotReadable, read_time

WEEK = 7
YEARS_SEARCHED = 8  # 29 February
DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})(?:[-/](\d{4}|\d{2}))?")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
CLOCK = re.compile(r"\d{1,2}[.:]\d{2}")
HOUR = re.compile(r"\d{1,2}|\d{4}")


class NoSuchDay(ValueError):
    """The words look like a day, and there is no such day."""


class Day(NamedTuple):
    """A day, and how many words say it."""

    on: date
    words: int


class Clock(NamedTuple):
    """A time of day with the minutes until its end, if any, and how many words say it."""

    at: time
    minutes: int | None
    words: int


def read_day(words: Sequence[str], today: date, *, ahead: bool = False) -> Day | None:
    """Return the day that the words begin with; None when they begin with something else.

    Without a year it is the last such day until today. With `ahead` it is the first one from today,
    and a weekday the first one after today. Raises NoSuchDay.
    """
    return _relative(words, today, ahead) or _written(words, today, ahead)


def _relative(words: Sequence[str], today: date, ahead: bool) -> Day | None:
    phrases: Mapping[str, int] = DAYS_AHEAD if ahead else DAYS_BACK
    sign = 1 if ahead else -1
    for count in (2, 1):
        distance = phrases.get(" ".join(words[:count]))
        if distance is not None and len(words) >= count:
            return Day(today + timedelta(days=sign * distance), count)
    return _weekday(words, today, ahead)


def _weekday(words: Sequence[str], today: date, ahead: bool) -> Day | None:
    """ "fre" or "i fredags"."""
    skipped = 1 if words[:1] == ["i"] else 0
    word = words[skipped] if len(words) > skipped else ""
    number = WEEKDAYS.get(word)
    if number is None:
        return None
    if ahead:
        distance = (number - today.weekday() - 1) % WEEK + 1
    else:
        distance = -((today.weekday() - number) % WEEK)
    return Day(today + timedelta(days=distance), skipped + 1)


def _written(words: Sequence[str], today: date, ahead: bool) -> Day | None:
    """ "12/5", "12/5-21", "12 maj" or "2021-05-12"."""
    word = words[0] if words else ""
    if ISO.fullmatch(word):
        return Day(_parse_iso(word), 1)
    match = DAY_AND_MONTH.fullmatch(word)
    if match:
        day, month, year = match.groups()
        if year:
            return Day(_build(int(year) % 100 + 2000, int(month), int(day), word), 1)
        return Day(_nearest(int(day), int(month), today, ahead, word), 1)
    named = MONTHS.get(words[1]) if len(words) > 1 else None
    if named and word.isdigit() and int(word) <= 31:
        return Day(_nearest(int(word), named, today, ahead, f"{word} {words[1]}"), 2)
    return None


def _parse_iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchDay(text) from None


def _build(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(text) from None


def _nearest(day: int, month: int, today: date, ahead: bool, text: str) -> date:
    """The last such day until today, or the first one from today."""
    step = 1 if ahead else -1
    for distance in range(YEARS_SEARCHED + 1):
        try:
            nearest = date(today.year + step * distance, month, day)
        except ValueError:
            continue
        is_wanted = nearest >= today if ahead else nearest <= today
        if is_wanted:
            return nearest
    raise NoSuchDay(text)


def read_clock(words: Sequence[str], *, bare: bool = False) -> Clock | None:
    """Return the time that the words begin with; None when they begin with something else.

    For example "kl 14", "14:30", "14.30-15", and with `bare` also "14". A range gives the minutes
    until its end.
    """
    skipped = 0
    word = words[0] if words else ""
    has_prefix = word in ("kl", "kl.", "klockan")
    if has_prefix:
        skipped = 1
        word = words[1] if len(words) > 1 else ""
    elif word.startswith("kl"):
        has_prefix = True
        word = word.removeprefix("kl").removeprefix(".")
    first, _, last = word.partition("-")
    if not _is_clock(first, bare=bare or has_prefix or bool(CLOCK.fullmatch(last))):
        return None
    return _parse_clock(first, last, skipped + 1)


def _is_clock(text: str, *, bare: bool) -> bool:
    return bool(CLOCK.fullmatch(text) or (bare and HOUR.fullmatch(text)))


def _parse_clock(first: str, last: str, count: int) -> Clock | None:
    """The time, or the range from first to last, that `count` words say; None when it is none."""
    try:
        at = read_time(first)
        if not last:
            return Clock(at, None, count)
        end = read_time(last)
    except NotReadable:
        return None
    minutes = (end.hour - at.hour) * 60 + end.minute - at.minute
    if minutes <= 0:
        return None
    return Clock(at, minutes, count)
