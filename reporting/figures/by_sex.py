"""Lines by sex: cells, their relations, and what is hidden of them. Shared by the reports that
count.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from reporting.figures.suppression import Relation, suppress

Key = tuple[str, str]  # line, sex; T = everyone
HIDDEN = ".."
WOMEN, MEN, UNKNOWN, TOTAL = "K", "M", "X", "T"
SEXES = (WOMEN, MEN, UNKNOWN)


class Cells:
    """Counts per line and sex with their totals, and which lines add up to which.

    `shown` holds what may be printed, None for what is hidden: everything until `hide` is called.
    """

    def __init__(
        self, counts: Mapping[Key, int], sums: Iterable[tuple[str, Sequence[str]]]
    ) -> None:
        self.counts: dict[Key, int] = {}
        self.relations: list[Relation[Key]] = []
        lines = dict.fromkeys(line for line, _ in counts)
        for line in lines:
            for sex in SEXES:
                self.counts[line, sex] = counts[line, sex]
        for line in lines:
            parts = [(line, sex) for sex in SEXES]
            self.counts[line, TOTAL] = sum(map(counts.__getitem__, parts))
            self.relations.append(((line, TOTAL), parts))
        for whole, lines_of_whole in sums:
            for sex in (*SEXES, TOTAL):
                parts = [(line, sex) for line in lines_of_whole]
                self.relations.append(((whole, sex), parts))
        self.shown: dict[Key, int | None] = dict(self.counts)

    def hide(self) -> "Cells":
        """Hide small numbers and what would give them away.

        Those without a known sex are guarded too, though they are not printed.
        """
        self.shown = suppress(self.counts, self.relations)
        return self

    def __call__(self, line: str, sex: str) -> int | str:
        value = self.shown[line, sex]
        if value is None:
            return HIDDEN
        return value

    def of(self, line: str, **columns: str) -> dict[str, int | str]:
        """A line's values by column; each argument is a column and its sex."""
        return {column: self(line, sex) for column, sex in columns.items()}

    def share(self, line: str, base: str, sex: str) -> Decimal | str | None:
        """Percent with one decimal, half up; None of nobody, hidden when either number is."""
        part, whole = self.shown[line, sex], self.shown[base, sex]
        if part is None or whole is None:
            return HIDDEN
        return percent(part, whole)


def percent(part: int, whole: int) -> Decimal | None:
    """With one decimal, half up; None of nobody."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
