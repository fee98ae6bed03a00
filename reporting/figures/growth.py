"""Numbers that have grown by a small number *together* since an earlier release.

Each may be hidden by itself and their sum still be told: everyone and those of unknown sex are
shown twice, so "women and men" are two more. A sum is told when it is a combination of the sums of
this release, with what is shown taken out, and one of those of the earlier release. Whether there
is one that has grown by a small number is asked of an integer program (HiGHS).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.figures.shifts import MOST_NODES, FigureKey
from reporting.figures.suppression import Relation

if TYPE_CHECKING:
    from highspy import Highs

ALMOST_NOTHING = 1e-6
Counts = Mapping[FigureKey, int]
Sums = Sequence[Relation[FigureKey]]


class NotDecided(Exception):
    """Whether something is told could not be found out, or nothing is left to hide."""


@dataclass(frozen=True)
class ToldGrowth:
    """Numbers whose growth together is told and small, and the numbers of the sums that tell."""

    numbers: list[FigureKey]
    telling: set[FigureKey]

    def to_hide(self, counts: Counts, hidden: Collection[FigureKey]) -> FigureKey:
        """The smallest of those that are still shown. Raises NotDecided when there is none."""
        candidates = []
        for key in self.telling.union(self.numbers):
            if counts[key] and key not in hidden:
                candidates.append((counts[key], key))
        if not candidates:
            raise NotDecided
        return min(candidates)[1]


class GrowthSearch:
    """What is told of the growth from one release, `former` with `hidden_before`, to the `counts`.

    Only numbers in `growing` are added up: in others who came and who left are not told apart.
    """

    def __init__(
        self,
        counts: Counts,
        sums: Sums,
        growing: set[FigureKey],
        former: Counts,
        hidden_before: Collection[FigureKey],
    ) -> None:
        self.sums = sums
        self.former_sums = [one for one in sums if _holds(one, former)]
        self.hidden_before = {key for key in hidden_before if key in counts}
        self.growths: dict[FigureKey, int] = {}
        for key in sorted(growing & counts.keys()):
            grown = counts[key] - former.get(key, 0)
            if grown >= 0:
                self.growths[key] = grown

    def told(self, hidden: set[FigureKey], limit: int) -> ToldGrowth | None:
        """None when no numbers together have grown by 1 to limit − 1. Raises NotDecided."""
        numbers = [key for key in self.growths if key in hidden or key in self.hidden_before]
        if not any(self.growths[key] for key in numbers):
            return None
        program = _Program(numbers, self.growths, limit)
        program.add_release(self.sums, hidden)
        program.add_release(self.former_sums, self.hidden_before)
        return program.solve()


class _Program:
    """Each number is in the sum that is sought or not; each sum of a release is used some number
    of times. Then each hidden number comes out of the used sums as often as it is sought.
    """

    def __init__(
        self, numbers: Sequence[FigureKey], growths: Mapping[FigureKey, int], limit: int
    ) -> None:
        from highspy import Highs, HighsVarType

        self.program: Highs = Highs()
        self.program.setOptionValue("output_flag", False)
        self.program.setOptionValue("mip_max_nodes", MOST_NODES)
        self.columns: dict[FigureKey, int] = {}
        self.telling: list[tuple[int, Relation[FigureKey]]] = []
        for key in numbers:
            column = self._add_column(0.0, 1.0)
            self.columns[key] = column
            self.program.changeColIntegrality(column, HighsVarType.kInteger)
            self.program.changeColCost(column, 1.0)
        grown = {self.columns[key]: float(growths[key]) for key in numbers if growths[key]}
        self._add_row(grown, 1.0, float(limit - 1))

    def _add_column(self, least: float, most: float) -> int:
        column: int = self.program.getNumCol()
        self.program.addVar(least, most)
        return column

    def _add_row(self, row: Mapping[int, float], least: float, most: float) -> None:
        self.program.addRow(least, most, len(row), [*row], [*row.values()])

    def add_release(self, sums: Sums, hidden: Collection[FigureKey]) -> None:
        """Add a column for each sum of a release, and a row for each number that it hid."""
        infinity = self.program.getInfinity()
        rows: dict[FigureKey, dict[int, float]] = {key: {} for key in sorted(hidden)}
        for relation in sums:
            total, parts = relation
            if rows.keys().isdisjoint([total, *parts]):
                continue
            column = self._add_column(-infinity, infinity)
            self.telling.append((column, relation))
            for key in parts:
                if key in rows:
                    rows[key][column] = rows[key].get(column, 0.0) + 1
            if total in rows:
                rows[total][column] = rows[total].get(column, 0.0) - 1
        for key, row in rows.items():
            if key in self.columns:
                row[self.columns[key]] = -1.0
            self._add_row(row, 0.0, 0.0)

    def solve(self) -> ToldGrowth | None:
        """None when there is no such sum. Raises NotDecided when the search was given up."""
        self.program.run()
        status = self.program.modelStatusToString(self.program.getModelStatus())
        if status == "Infeasible":
            return None
        if status != "Optimal":
            raise NotDecided(status)
        values = self.program.getSolution().col_value
        numbers = [key for key, column in self.columns.items() if round(values[column])]
        telling: set[FigureKey] = set()
        for column, (total, parts) in self.telling:
            if abs(values[column]) > ALMOST_NOTHING:
                telling |= {total, *parts}
        return ToldGrowth(numbers, telling)


def _holds(relation: Relation[FigureKey], counts: Counts) -> bool:
    """Whether the parts add up to the total in these counts; a line that is not there is zero."""
    total, parts = relation
    return counts.get(total, 0) == sum(counts.get(key, 0) for key in parts)
