"""Shifts: changes of some numbers, in whole persons, with which every sum still holds.

A reader who sees none of the changed numbers cannot tell the truth from it. Among all shifts the
one that needs the fewest and smallest numbers hidden is found as an integer program (HiGHS).
"""

from collections.abc import Iterable, Mapping
from math import sqrt

from reporting.figures.suppression import Relation

FigureKey = tuple[str, str, str]  # table, line, sex
Shift = dict[FigureKey, int]
HIDING = 20.0  # what it costs to hide one more number, beside a person of a hidden one
HIDING_LARGE = 10.0  # times the square root of the number
MOST_NODES = 500  # of branching, before a search is given up: a count, so that it is the same again
ALMOST_WHOLE = 1e-6


class ShiftSearch:
    """The numbers of one release and which add up to which.

    Zeros stay zeros, for they are shown. A number does not fall below its `least`.
    """

    def __init__(
        self,
        counts: Mapping[FigureKey, int],
        relations: Iterable[Relation[FigureKey]],
        least: Mapping[FigureKey, int],
    ) -> None:
        from highspy import Highs, HighsVarType

        self.kinds = HighsVarType
        self.keys = sorted(key for key, number in counts.items() if number)
        self.positions = {key: position for position, key in enumerate(self.keys)}
        self.counts = counts
        self.room = {key: counts[key] - least[key] for key in self.keys}
        self.program = Highs()
        self.program.setOptionValue("output_flag", False)
        self.program.setOptionValue("presolve", "off")  # each search begins where the last ended
        self.program.setOptionValue("mip_max_nodes", MOST_NODES)
        # Each number has two columns: by how much it is raised, and by how much it is reduced.
        self.columns = list(range(2 * len(self.keys)))
        zeros = [0.0] * len(self.columns)
        self.program.addVars(len(self.columns), zeros, zeros)
        for relation in relations:
            self._add_sum(relation)

    def _add_sum(self, relation: Relation[FigureKey]) -> None:
        total, parts = relation
        factors: dict[FigureKey, float] = {}
        for key in parts:
            factors[key] = factors.get(key, 0.0) + 1
        factors[total] = factors.get(total, 0.0) - 1
        columns: list[int] = []
        values: list[float] = []
        for key, factor in factors.items():
            if key in self.positions:
                position = self.positions[key]
                columns += [position, position + len(self.keys)]
                values += [factor, -factor]
        self.program.addRow(0.0, 0.0, len(columns), columns, values)

    def around(self, key: FigureKey, hidden: set[FigureKey]) -> Shift | None:
        """The cheapest that changes the number; None when there is none."""
        best = None
        for sign in (1, -1):
            shift = self._cheapest({key: sign}, hidden)
            if shift and (best is None or self._cost(shift, hidden) < self._cost(best, hidden)):
                best = shift
        return best

    def at_least(self, changes: Mapping[FigureKey, int], hidden: set[FigureKey]) -> Shift | None:
        """The cheapest in which each of the numbers changes by this much or more."""
        if not all(key in self.positions for key, change in changes.items() if change > 0):
            return None
        return self._cheapest(changes, hidden, may_be_more=True)

    def _cheapest(
        self,
        changes: Mapping[FigureKey, int],
        hidden: set[FigureKey],
        *,
        may_be_more: bool = False,
    ) -> Shift | None:
        """The cheapest with these changes, or with `may_be_more` larger ones; None when there is
        none.
        """
        raised_least = [0.0] * len(self.keys)
        raised_most = [self.program.getInfinity()] * len(self.keys)
        reduced_least = [0.0] * len(self.keys)
        reduced_most = [float(self.room[key]) for key in self.keys]
        for key, change in changes.items():
            position = self.positions.get(key)
            if position is None:
                continue
            if change > 0:
                raised_least[position] = float(change)
                reduced_most[position] = 0.0
            elif may_be_more:
                reduced_most[position] = min(reduced_most[position], float(-change))
            else:
                raised_most[position] = 0.0
                reduced_least[position] = float(-change)
        bounds = zip(reduced_least, reduced_most, strict=True)
        if any(least > most for least, most in bounds):
            return None
        self._bound(raised_least + reduced_least, raised_most + reduced_most)
        costs = [self._cost_of(key, hidden) for key in self.keys]
        self.program.changeColsCost(len(self.columns), self.columns, costs + costs)
        return self._solve()

    def _bound(self, least: list[float], most: list[float]) -> None:
        self.program.changeColsBounds(len(self.columns), self.columns, least, most)

    def _solve(self) -> Shift | None:
        """Nearly every corner is whole numbers; where it is not, by branching."""
        values = self._run()
        if values and any(abs(value - round(value)) > ALMOST_WHOLE for value in values):
            values = self._run_in_whole_numbers()
        if not values:
            return None
        shift = {}
        for position, key in enumerate(self.keys):
            change = round(values[position]) - round(values[position + len(self.keys)])
            if change:
                shift[key] = change
        return shift

    def _run(self) -> list[float]:
        """The value of each column; empty when there is no solution."""
        self.program.run()
        status = self.program.modelStatusToString(self.program.getModelStatus())
        if status != "Optimal":
            return []
        return list(self.program.getSolution().col_value)

    def _run_in_whole_numbers(self) -> list[float]:
        for column in self.columns:
            self.program.changeColIntegrality(column, self.kinds.kInteger)
        self.program.setOptionValue("presolve", "on")
        values = self._run()
        self.program.setOptionValue("presolve", "off")
        for column in self.columns:
            self.program.changeColIntegrality(column, self.kinds.kContinuous)
        return values

    def _cost_of(self, key: FigureKey, hidden: set[FigureKey]) -> float:
        """Of changing the number by one person."""
        if key in hidden:
            return 1.0
        return HIDING + HIDING_LARGE * sqrt(self.counts[key])

    def _cost(self, shift: Shift, hidden: set[FigureKey]) -> float:
        return sum(abs(change) * self._cost_of(key, hidden) for key, change in shift.items())
