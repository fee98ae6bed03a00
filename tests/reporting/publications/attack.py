"""What a reader can work out who keeps everything that is published: exact reasoning with bounds.

Written apart from the program's own solver. The reader knows which numbers add up to which, that a
hidden number is not zero, and that growing numbers do not become smaller.
"""

from itertools import combinations

from reporting.figures.release import Release

MOST = 10**6
PRIME = 2**61 - 1


class Reader:
    """Bounds of every number of every release, narrowed until nothing more can be told."""

    def __init__(
        self,
        releases: list[Release],
        relations: list[list],
        growing: set,
        unseen: frozenset = frozenset(),
    ) -> None:
        """`unseen` are numbers that stand nowhere: they may also be zero."""
        self.relations = relations
        self.growing = growing
        self.low, self.high = [], []
        for release in releases:
            shown = {key: release.shown(key) for key in release.counts}
            is_blank = all(value is None for value in shown.values())
            least = {key: int(not is_blank and key not in unseen) for key in shown}
            self.low.append({key: least[key] if v is None else v for key, v in shown.items()})
            self.high.append({key: MOST if v is None else v for key, v in shown.items()})
        while self._narrow():
            pass

    def _narrow(self) -> bool:
        changed = False
        for low, high, relations in zip(self.low, self.high, self.relations, strict=True):
            for total, parts in relations:
                changed |= self._narrow_sum(low, high, total, parts)
        for before, after in zip(range(len(self.low)), range(1, len(self.low)), strict=False):
            for key in self.growing & self.low[before].keys() & self.low[after].keys():
                changed |= self._raise(self.low[after], key, self.low[before][key])
                changed |= self._reduce(self.high[before], key, self.high[after][key])
        return changed

    def _narrow_sum(self, low, high, total, parts) -> bool:
        lowest, highest = sum(low[key] for key in parts), sum(high[key] for key in parts)
        changed = self._raise(low, total, lowest) | self._reduce(high, total, highest)
        for key in parts:
            changed |= self._raise(low, key, low[total] - (highest - high[key]))
            changed |= self._reduce(high, key, high[total] - (lowest - low[key]))
        return changed

    def _raise(self, low, key, value) -> bool:
        if value <= low[key]:
            return False
        low[key] = value
        return True

    def _reduce(self, high, key, value) -> bool:
        if value >= high[key]:
            return False
        high[key] = value
        return True


def recovered(releases: list[Release], relations: list[list], growing: set) -> list:
    """(number of the release, key) of hidden numbers that are worked out, and of small growth."""
    reader = Reader(releases, relations, growing)
    told = []
    for number, release in enumerate(releases):
        for key in release.hidden:
            if reader.low[number][key] == reader.high[number][key]:
                told.append((number, key))
        told += [(number, key) for key in determined(relations[number], release.hidden)]
        for key in growing & release.counts.keys():
            told += [
                (number, key)
                for former in releases[:number]
                if is_small_growth(former.shown(key), release.shown(key))
            ]
    return told


def determined(relations: list, hidden: frozenset) -> list:
    """Hidden cells that the sums leave one value for: alone in a row of the reduced matrix."""
    rows: dict = {}
    for total, parts in relations:
        row = dict.fromkeys((key for key in parts if key in hidden), 1)
        if total in hidden:
            row[total] = PRIME - 1
        for key in list(row):
            if key in rows:
                subtract(row, rows[key], row.get(key, 0))
        if not row:
            continue
        pivot = next(iter(row))
        inverse = pow(row[pivot], -1, PRIME)
        row = {key: value * inverse % PRIME for key, value in row.items()}
        for other in rows.values():
            subtract(other, row, other.get(pivot, 0))
        rows[pivot] = row
    return [key for key, row in rows.items() if len(row) == 1]


def subtract(row: dict, other: dict, times: int) -> None:
    if not times:
        return
    for key, value in other.items():
        left = (row.get(key, 0) - times * value) % PRIME
        row[key] = left
        if not left:
            del row[key]


def is_small_growth(former: int | None, now: int | None) -> bool:
    return former is not None and now is not None and 0 < abs(now - former) < 5


class Solver:
    """The least and the most that a sum of numbers can have grown by, from everything published:
    by a linear program of its own over all releases at once.
    """

    def __init__(self, releases: list[Release], relations: list[list], growing: set) -> None:
        from highspy import Highs, ObjSense

        self.senses = (ObjSense.kMinimize, ObjSense.kMaximize)
        self.program = Highs()
        self.program.setOptionValue("output_flag", False)
        self.releases, self.relations, self.growing = releases, relations, growing
        self.columns: list[dict] = []
        for release in releases:
            columns = {}
            for key in release.counts:
                columns[key] = self.program.getNumCol()
                shown = release.shown(key)
                if shown is None:
                    self.program.addVar(1.0, float(MOST))
                else:
                    self.program.addVar(float(shown), float(shown))
                self.program.changeColCost(columns[key], 0.0)
            self.columns.append(columns)
        for columns, sums in zip(self.columns, relations, strict=True):
            for total, parts in sums:
                row = {columns[total]: -1.0} | {columns[key]: 1.0 for key in parts}
                self._add(row, 0.0)
        for before, after in zip(self.columns, self.columns[1:], strict=False):
            for key in growing & before.keys() & after.keys():
                self._add({after[key]: 1.0, before[key]: -1.0}, float(MOST))

    def _add(self, row: dict, most: float) -> None:
        self.program.addRow(0.0, most, len(row), [*row], [*row.values()])

    def growth(self, keys: tuple, before: int, after: int) -> tuple[float, float]:
        ends = []
        costs = {}
        for key in keys:
            costs[self.columns[after][key]] = 1.0
            costs[self.columns[before][key]] = -1.0
        for column, cost in costs.items():
            self.program.changeColCost(column, cost)
        for sense in self.senses:
            self.program.changeObjectiveSense(sense)
            self.program.run()
            ends.append(self.program.getInfo().objective_function_value)
        for column in costs:
            self.program.changeColCost(column, 0.0)
        return ends[0], ends[1]


def small_growths(releases: list[Release], relations: list[list], growing: set) -> list:
    """(before, after, numbers) of those parts of a sum that are told to have grown by 1-4 together,
    between any two releases.
    """
    solver = Solver(releases, relations, growing)
    told = []
    for before, after in combinations(range(len(releases)), 2):
        former, now = releases[before], releases[after]
        for keys in sorted(groups(relations[after], growing & former.counts.keys())):
            grown = sum(now.counts[key] - former.counts[key] for key in keys)
            if 0 < grown < 5:
                least, most = solver.growth(keys, before, after)
                if most - least < 0.5:
                    told.append((before, after, keys))
    return told


def groups(relations: list, growing: set) -> set[tuple]:
    """Some of the parts of one sum, or all."""
    found: set[tuple] = set()
    for _, parts in relations:
        for size in range(1, len(parts) + 1):
            found |= {tuple(sorted(keys)) for keys in combinations(parts, size)}
    return {keys for keys in found if growing.issuperset(keys)}
