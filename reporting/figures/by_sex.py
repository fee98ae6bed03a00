"""The lines of a table of counts by sex: their cells, which add up to which, and what is hidden."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reporting.figures.numbers import HIDDEN, percent
from reporting.figures.release import Release
from reporting.figures.suppression import Relation, suppress

Key = tuple[str, str]  # line, sex; T = everyone
WOMEN, MEN, UNKNOWN, TOTAL = "K", "M", "X", "T"
SEXES = (WOMEN, MEN, UNKNOWN)


class Cells:
    """Counts per line and sex with their totals, and which lines add up to which.

    `shown` holds what may be printed, None for what is hidden: everything until `hide` is called.
    """

    def __init__(
        self, counts: Mapping[Key, int], sums: Iterable[tuple[str, Sequence[str]]]
    ) -> None:
        """`counts` has every line with each of SEXES; `sums` are totals and the lines in them."""
        self.counts: dict[Key, int] = dict(counts)
        self.relations: list[Relation[Key]] = []
        lines = dict.fromkeys(line for line, _ in counts)
        for line in lines:
            self._add_total(line)
        for total_line, lines_of_total in sums:
            self._relate(total_line, lines_of_total)
        self.shown: dict[Key, int | None] = dict(self.counts)

    def _add_total(self, line: str) -> None:
        """The line's column of everyone, which its sexes add up to."""
        total = 0
        parts = []
        for sex in SEXES:
            total += self.counts[line, sex]
            parts.append((line, sex))
        self.counts[line, TOTAL] = total
        self.relations.append(((line, TOTAL), parts))

    def _relate(self, total_line: str, lines: Sequence[str]) -> None:
        """In each column the lines add up to the total."""
        for sex in (*SEXES, TOTAL):
            parts = [(line, sex) for line in lines]
            self.relations.append(((total_line, sex), parts))

    def hide(self) -> "Cells":
        """Hide small numbers and what would give them away.

        Those without a known sex are guarded too, though they are not printed.
        """
        self.shown = suppress(self.counts, self.relations)
        return self

    def show_published(self, release: Release, table: str, prefix: str = "") -> None:
        """Show what the release shows of its table; its lines have `prefix` before their names."""
        for line, sex in self.counts:
            self.shown[line, sex] = release.shown((table, f"{prefix}{line}", sex))

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
        part = self.shown[line, sex]
        whole = self.shown[base, sex]
        if part is None or whole is None:
            return HIDDEN
        return percent(part, whole)
