"""What was measured as lines to read while it is measured, and as a table for
docs/performance.md: beside each figure its bound, and whether all of them hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.measure import Measured

LINE = "{:56} {:>9} {:>9} {:>9}  {:14} {:14} {:14} {:10} {:>4}  {}"
HEAD = LINE.format(
    "job",
    "size",
    "ours ms",
    "ref. ms",
    "ratio",
    "growth",
    "added ms",
    "stmts",
    "MB",
    "holds",
)
MARKDOWN_HEAD = """\
| Job | Size | Ours, ms | Reference, ms | Ratio | Growth | Added, ms | Statements | MB | Holds |
|---|--:|--:|--:|--:|--:|--:|--:|--:|---|
"""


@dataclass(frozen=True)
class BoundedFigure:
    """`bound` is None where nothing is promised of it."""

    name: str
    value: float | None
    bound: float | None
    decimals: int = 2

    @property
    def holds(self) -> bool:
        if self.value is None or self.bound is None:
            return True
        return self.value <= self.bound

    @property
    def text(self) -> str:
        """`1.73 ≤ 2.50`; `2.61 > 2.50` when it does not hold."""
        if self.value is None:
            return ""
        value = f"{self.value:.{self.decimals}f}"
        if self.bound is None:
            return value
        sign = "≤" if self.holds else ">"
        return f"{value} {sign} {self.bound:.{self.decimals}f}"


def bounded_figures(row: Measured) -> list[BoundedFigure]:
    bounds = row.bounds
    added = None
    if bounds.added is not None:
        added = milliseconds(row.added)
    return [
        BoundedFigure("ratio", row.ratio, bounds.ratio),
        BoundedFigure("growth", row.growth, bounds.growth),
        BoundedFigure("added", added, milliseconds(bounds.added), 1),
        BoundedFigure("statements", row.statements or None, bounds.statements, 0),
        BoundedFigure("time", milliseconds(row.ours), milliseconds(bounds.seconds), 0),
    ]


def milliseconds(seconds: float | None) -> float | None:
    if seconds is None:
        return None
    return seconds * 1000


def verdict(row: Measured) -> str:
    """`yes`, or what does not hold; empty where nothing is promised."""
    figures = bounded_figures(row)
    if all(figure.bound is None for figure in figures):
        return ""
    broken = [figure.name for figure in figures if not figure.holds]
    if broken:
        return f"NO: {', '.join(broken)}"
    return "yes"


def cells(row: Measured) -> list[str]:
    """What both tables say of a row."""
    ratio, growth, added, statements, time = bounded_figures(row)
    ours = f"{row.ours * 1000:.1f}"
    if time.bound is not None:
        ours = time.text
    reference = ""
    if row.reference is not None:
        reference = f"{row.reference * 1000:.1f}"
    growth_text = growth.text
    if growth.value is not None and row.reference_growth is not None:
        growth_text += f" ({row.reference_growth:.2f})"
    return [
        row.job,
        f"{row.enrolments:,}",
        ours,
        reference,
        ratio.text,
        growth_text,
        added.text,
        statements.text,
        str(row.memory or ""),
        verdict(row),
    ]


def line(row: Measured) -> str:
    text = LINE.format(*cells(row)).rstrip()
    if row.note:
        return f"{text}\n    {row.note}"
    return text


def markdown(rows: Iterable[Measured]) -> str:
    """The table that docs/performance.md holds."""
    return MARKDOWN_HEAD + "".join(markdown_lines(rows))


def markdown_lines(rows: Iterable[Measured]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(cells(row))} |\n"
        if row.note:
            yield f"| &nbsp;&nbsp;{row.note} | | | | | | | | | |\n"
