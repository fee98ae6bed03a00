"""Figures that are published again and again: what a reader may not work out from all of them
together (docs/security.md §10).

Hiding small numbers in each publication is not enough: what is shown twice, grown by two, tells of
two persons. So a publication is checked against the earlier ones, with the same rules as the cells
of one table (reporting/figures/suppression.py), and more is hidden in the later one.

That it is enough is shown, not hoped for: each hidden cell has a shift, a change of hidden cells
with which everything that has been published would look the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from django.conf import settings

from reporting.figures.suppression import Equation, Relation, echelon_form, hide_beside, suppress

MOST_MENDS = 2  # solutions that are added to one to make it possible
MOST_TRIES = 8  # of each of them
MOST_ROUNDS = 12  # of hiding more, before a quarter is given up
FigureKey = tuple[str, str, str]  # table, line, sex
Shift = dict[FigureKey, int]
Counts = Mapping[FigureKey, int]
Relations = Sequence[Relation[FigureKey]]


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
    when the earlier releases leave no way to publish these: too little has changed.
    """
    limit = threshold
    if limit is None:
        limit = settings.SMALL_NUMBER_THRESHOLD
    least = _least(counts, growing, earlier)
    still_open = _still_open(counts, growing, earlier)
    hidden = _grown_a_little(counts, growing, earlier, limit)
    for shift in still_open:
        hidden |= shift.keys()
    if not _leaves_relations(still_open, relations, counts):
        return None
    for _ in range(MOST_ROUNDS):
        visible = suppress(counts, relations, limit, hidden & counts.keys())
        hidden = {key for key, value in visible.items() if value is None}
        shifts = _shifts(counts, relations, hidden, least, still_open)
        covered = {key for shift in shifts for key in shift}
        bare = sorted(hidden - covered)
        before = len(hidden)
        for key in bare:
            hide_beside(key, counts, relations, hidden)
        if not bare:
            return Release(dict(counts), frozenset(hidden), shifts)
        if len(hidden) == before:
            break
    return _all_but_zeros_hidden(counts, still_open)


def _all_but_zeros_hidden(counts: Counts, still_open: Sequence[Shift]) -> Release:
    """The last resort: twice as many of everything would look the same."""
    doubled = {key: number for key, number in counts.items() if number}
    return Release(dict(counts), frozenset(doubled), [*still_open, doubled])


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
            if former is not None and 0 < abs(counts[key] - former) < limit:
                little.add(key)
    return little


def _still_open(counts: Counts, growing: set[FigureKey], earlier: Sequence[Release]) -> list[Shift]:
    """Shifts of the last release that would be given away if their numbers were shown now.

    The others could have come true in time: each number has grown by as much since.
    """
    if not earlier:
        return []
    last = earlier[-1]
    still_open = []
    for shift in last.shifts:
        for key, change in shift.items():
            if key in growing and change > counts.get(key, 0) - last.counts[key]:
                still_open.append(shift)
                break
    return still_open


def _leaves_relations(shifts: Iterable[Shift], relations: Relations, counts: Counts) -> bool:
    """Whether each shift is possible in these figures also."""
    for shift in shifts:
        if not all(key in counts and counts[key] + change >= 0 for key, change in shift.items()):
            return False
        for total, parts in relations:
            if sum(shift.get(key, 0) for key in parts) != shift.get(total, 0):
                return False
    return True


def _shifts(
    counts: Counts,
    relations: Relations,
    hidden: set[FigureKey],
    least: Counts,
    still_open: Sequence[Shift],
) -> list[Shift]:
    """Those still open, and new ones for hidden cells that they do not cover."""
    shifts = [*still_open]
    covered = {key for shift in shifts for key in shift}
    solutions = _solutions(relations, hidden)
    solutions_of: dict[FigureKey, list[Shift]] = {}
    for solution in solutions:
        for key in solution:
            solutions_of.setdefault(key, []).append(solution)
    room = {key: counts[key] - least[key] for key in hidden}
    for solution in solutions:
        for sign in (1, -1):
            if solution.keys() <= covered:
                break
            signed = {key: sign * change for key, change in solution.items()}
            possible = _mended(signed, solutions_of, room, MOST_MENDS)
            if possible is not None:
                shifts.append(possible)
                covered |= possible.keys()
    return shifts


def _mended(
    shift: Shift,
    solutions_of: Mapping[FigureKey, list[Shift]],
    room: Mapping[FigureKey, int],
    mends: int,
) -> Shift | None:
    """The shift, with other solutions added to it until no number falls below its least."""
    lacking = [key for key, change in shift.items() if change < -room[key]]
    if not lacking:
        return shift
    if len(lacking) > mends:
        return None
    key = min(lacking)
    for solution in solutions_of[key][:MOST_TRIES]:
        change = solution[key]
        lack = -room[key] - shift[key]
        times = -(-lack // abs(change))
        if change < 0:
            times = -times
        mended = _mended(_added(shift, solution, times), solutions_of, room, mends - 1)
        if mended:
            return mended
    return None


def _added(shift: Shift, other: Shift, times: int) -> Shift:
    total = dict(shift)
    for key, change in other.items():
        total[key] = total.get(key, 0) + times * change
    return {key: change for key, change in total.items() if change}


def _solutions(relations: Relations, hidden: set[FigureKey]) -> list[Shift]:
    """Changes of hidden cells that leave every relation as it is, those of few cells first."""
    pivots = echelon_form(relations, hidden)
    columns: dict[FigureKey, Equation[FigureKey]] = {}
    for key in sorted(hidden - pivots.keys()):
        columns[key] = {key: 1}
    for pivot, row in pivots.items():
        for key, value in row.items():
            if key != pivot:
                columns[key][pivot] = -value
    return sorted(map(_whole, columns.values()), key=_size)


def _whole(column: Equation[FigureKey]) -> Shift:
    """In whole persons."""
    scale = lcm(*(Fraction(value).denominator for value in column.values()))
    return {key: int(value * scale) for key, value in column.items()}


def _size(shift: Shift) -> tuple[int, int]:
    return sum(map(abs, shift.values())), len(shift)
