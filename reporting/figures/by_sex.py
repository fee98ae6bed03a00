"""Lines by sex: cells, their relations, and what is hidden of them. Shared by the reports that
count.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from reporting.figures.suppression import suppress

Key = tuple[str, str]  # line, sex; T = everyone
HIDDEN = ".."
WOMEN, MEN, UNKNOWN, TOTAL = "K", "M", "X", "T"
SEXES = (WOMEN, MEN, UNKNOWN)


class Cells:
    """Counts per line and sex with their totals, and which lines add up to which."""

    def __init__(
        self, counts: Mapping[Key, int], sums: Iterable[tuple[str, Sequence[str]]]
    ) -> None:
        lines = list(dict.fromkeys(line for line, _ in counts))
        self.true = {(line, sex): counts[line, sex] for line in lines for sex in SEXES}
        self.true |= {(line, TOTAL): sum(counts[line, sex] for sex in SEXES) for line in lines}
        self.relations = [((line, TOTAL), [(line, sex) for sex in SEXES]) for line in lines]
        self.relations += [
            ((whole, sex), [(part, sex) for part in parts])
            for whole, parts in sums
            for sex in "KMXT"
        ]
        self.shown: dict[Key, int | None] = dict(self.true)

    def hide(self) -> "Cells":
        """Small numbers and what would give them away; those without a known sex, though not
        printed, are guarded.
        """
        self.shown = suppress(self.true, self.relations)
        return self

    def __call__(self, line: str, sex: str) -> int | str:
        value = self.shown[line, sex]
        return HIDDEN if value is None else value

    def of(self, line: str, **names: str) -> dict[str, int | str]:
        """A line's values by the name of their column."""
        return {name: self(line, sex) for name, sex in names.items()}

    def share(self, line: str, base: str, sex: str) -> Decimal | str | None:
        """Percent with one decimal, half up; None of nobody, hidden when either number is."""
        part, whole = self.shown[line, sex], self.shown[base, sex]
        if part is None or whole is None:
            return HIDDEN
        return percent(part, whole)


def percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None
