"""The timeline of an enrolment: what every feature says has happened, newest first, by pages."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from interventions.registry import FEATURES
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import TimelineEntry

PAGE_SIZE = 25  # contacts, and entries of any other source that fills pages


@dataclass(frozen=True)
class TimelineMonth:
    """The entries of one calendar month on a page, newest first; `first` is its first day."""

    first: date
    entries: list[TimelineEntry]


@dataclass(frozen=True)
class Timeline:
    """One page of the timeline; page 1 is the newest."""

    months: list[TimelineMonth]
    page: int
    has_older: bool

    @property
    def older(self) -> int | None:
        """The number of the page after this one, or None on the last."""
        if not self.has_older:
            return None
        return self.page + 1

    @property
    def newer(self) -> int | None:
        """The number of the page before this one, or None on the first."""
        if self.page == 1:
            return None
        return self.page - 1


def load_timeline(user: Staff, enrolment: Enrolment, page: int = 1) -> Timeline:
    """Page `page`: PAGE_SIZE entries of the sources that fill pages, and all others between them.

    Entries of other sources belong to the page whose days they fall in, so that each of them is
    on exactly one page. The caller has fetched the enrolment for this user, with its related rows.
    """
    start = (page - 1) * PAGE_SIZE
    end = start + PAGE_SIZE
    filling = _collect(user, enrolment, newest=end + 1, fills_pages=True)
    filling = sorted(filling, key=_position, reverse=True)
    if len(filling) < start:
        return Timeline([], page, has_older=False)
    has_older = len(filling) > end
    entries = filling[start:end]
    before = None
    if start:
        before = filling[start - 1].on
    since = None
    if has_older:
        since = entries[-1].on
    for entry in _collect(user, enrolment, newest=end + 1, fills_pages=False):
        is_newer = before is not None and entry.on >= before
        is_older = since is not None and entry.on < since
        if not is_newer and not is_older:
            entries.append(entry)
    return Timeline(_by_month(entries), page, has_older)


def _collect(
    user: Staff, enrolment: Enrolment, *, newest: int, fills_pages: bool
) -> list[TimelineEntry]:
    """The entries of every feature's sources of one kind, in the order of the registry."""
    entries: list[TimelineEntry] = []
    for feature in FEATURES:
        for source in feature.timeline:
            if source.fills_pages == fills_pages:
                entries += source.entries(user, enrolment, newest)
    return entries


def _position(entry: TimelineEntry) -> tuple[date, int]:
    """The place of an entry; sorting by it keeps the order that a source gave those of one day."""
    return entry.on, entry.order


def _first_of_month(entry: TimelineEntry) -> date:
    return entry.on.replace(day=1)


def _by_month(entries: list[TimelineEntry]) -> list[TimelineMonth]:
    newest_first = sorted(entries, key=_position, reverse=True)
    groups = groupby(newest_first, key=_first_of_month)
    return [TimelineMonth(first, list(group)) for first, group in groups]
