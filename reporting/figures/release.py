"""Figures that are published again and again: what a reader may not work out from all of them
together (docs/security.md §12).

Hiding small numbers in each publication is not enough: what is shown twice, grown by two, tells of
two persons. So a publication is checked against the earlier ones, with the same rules as the cells
of one table (reporting/figures/suppression.py), and more is hidden in the later one.

That it is enough is shown, not hoped for: each hidden cell has a shift, a change of hidden cells
with which everything that has been published would look the same; and no cells together are told to
have grown by a small number (reporting/figures/growth.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings

from reporting.figures.growth import GrowthSearch, NotDecided
from reporting.figures.shifts import FigureKey, Shift, ShiftSearch
from reporting.figures.suppression import Relation, protect_each

Counts = Mapping[FigureKey, int]
Relations = Sequence[Relation[FigureKey]]


class NoShift(Exception):
    """A hidden number could be worked out unless much more is hidden."""


class NotContinued(Exception):
    """What the last release left open would be given away by this one."""


@dataclass(frozen=True)
class Release:
    """Figures as they were published.

    `counts` has every number, also of those in `hidden`. `shifts` are changes that readers could
    not tell from the truth, in this release and in those after it. `months` are means and medians
    by table, line and sex, which are shown where their base is.
    """

    counts: dict[FigureKey, int]
    hidden: frozenset[FigureKey]
    shifts: list[Shift]
    months: dict[FigureKey, str] = field(default_factory=dict)

    def shown(self, key: FigureKey) -> int | None:
        """None when it is hidden; zero for a line that was not there."""
        if key in self.hidden:
            return None
        return self.counts.get(key, 0)

    def counts_of(self, table: str) -> dict[tuple[str, str], int]:
        """(line, sex) → number, of one table."""
        return {key[1:]: number for key, number in self.counts.items() if key[0] == table}


def release_after(
    counts: Counts,
    relations: Relations,
    growing: set[FigureKey],
    earlier: Sequence[Release],
    threshold: int | None = None,
) -> Release | None:
    """The figures as they may be published after the `earlier` releases, the oldest first.

    `growing` are numbers that nobody leaves: a reader knows that they do not become smaller. None
    when the earlier releases leave no way to publish these, or when that could not be decided.
    """
    limit = threshold
    if limit is None:
        limit = settings.SMALL_NUMBER_THRESHOLD
    try:
        return _NextRelease(counts, relations, growing, earlier, limit).protect()
    except (NotContinued, NotDecided):
        return None


class _NextRelease:
    """What is hidden grows step by step; nothing is shown again."""

    def __init__(
        self,
        counts: Counts,
        relations: Relations,
        growing: set[FigureKey],
        earlier: Sequence[Release],
        limit: int,
    ) -> None:
        self.counts = counts
        self.relations = relations
        self.growing = growing
        self.earlier = earlier
        self.limit = limit
        self.hidden = {key for key, number in counts.items() if 0 < number < limit}
        self.hidden |= _grown_a_little(counts, growing, earlier, limit)
        self.shifts: list[Shift] = []
        self.search = ShiftSearch(counts, relations, _least(counts, growing, earlier))

    def protect(self) -> Release:
        """Raises NotContinued and NotDecided."""
        self._protect_each()
        self._continue_shifts()
        try:
            self._cover()
            self._hide_growths()
            self._cover()
        except NoShift:
            self._hide_all_but_zeros()
            self._hide_growths()
        return Release(dict(self.counts), frozenset(self.hidden), self.shifts)

    def _protect_each(self) -> None:
        protect_each(self.counts, self.relations, self.hidden, self.limit)

    def _continue_shifts(self) -> None:
        """Add a shift for each that must go on, and hide its numbers."""
        for changes in _still_open(self.counts, self.growing, self.earlier):
            if any(_is_at_least(shift, changes) for shift in self.shifts):
                continue
            continued = self.search.at_least(changes, self.hidden)
            if continued is None:
                raise NotContinued
            self.shifts.append(continued)
            self.hidden.update(continued)

    def _cover(self) -> None:
        """Add a shift for each hidden number that has none, and hide its numbers."""
        self._protect_each()
        covered = {key for shift in self.shifts for key in shift}
        while bare := self.hidden - covered:
            first = min(bare, key=partial(_rank, self.counts))
            shift = self.search.around(first, self.hidden)
            if shift is None:
                raise NoShift
            self.shifts.append(shift)
            covered |= shift.keys()
            if shift.keys() - self.hidden:
                self.hidden.update(shift)
                self._protect_each()

    def _hide_growths(self) -> None:
        """Hide more, until no numbers are told to have grown by a small number together since any
        release. What is hidden after that tells no more.
        """
        for former in self.earlier:
            search = GrowthSearch(
                self.counts, self.relations, self.growing, former.counts, former.hidden
            )
            while told := search.told(self.hidden, self.limit):
                self.hidden.add(told.to_hide(self.counts, self.hidden))

    def _hide_all_but_zeros(self) -> None:
        """The last resort: twice as many of everything would look the same."""
        doubled = {key: number for key, number in self.counts.items() if number}
        self.hidden = set(doubled)
        self.shifts.append(doubled)


def _rank(counts: Counts, key: FigureKey) -> tuple[int, FigureKey]:
    """Small numbers first, always in the same order."""
    return counts[key], key


def _is_at_least(shift: Shift, changes: Mapping[FigureKey, int]) -> bool:
    return all(shift.get(key, 0) >= change for key, change in changes.items())


def _least(counts: Counts, growing: set[FigureKey], earlier: Sequence[Release]) -> Counts:
    """The least that a hidden number can be for a reader: one, or what it was before."""
    least = {}
    for key, number in counts.items():
        least[key] = min(1, number)
        if earlier and key in growing:
            former = earlier[-1].counts.get(key, 0)
            least[key] = max(least[key], min(number, former))
    return least


def _grown_a_little(
    counts: Counts, growing: set[FigureKey], earlier: Iterable[Release], limit: int
) -> set[FigureKey]:
    """Numbers that differ by a small number from what some release has shown."""
    little = set()
    for release in earlier:
        for key in growing & counts.keys():
            former = release.shown(key)
            if former is not None and counts[key] and 0 < abs(counts[key] - former) < limit:
                little.add(key)
    return little


def _still_open(counts: Counts, growing: set[FigureKey], earlier: Sequence[Release]) -> list[Shift]:
    """Of each shift of the last release that would be given away if its numbers were shown now: the
    least change of each number now, so that it has not become smaller since.

    The others could have come true in time: each number has grown by as much since.
    """
    if not earlier:
        return []
    last = earlier[-1]
    still_open = []
    for shift in last.shifts:
        changes = {}
        for key in shift.keys() & growing:
            grown = counts.get(key, 0) - last.counts[key]
            changes[key] = shift[key] - grown
        if any(change > 0 for change in changes.values()):
            still_open.append(changes)
    return still_open
