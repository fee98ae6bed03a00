"""Bar charts: lying bars on one scale from zero, each with its label above it."""

from dataclasses import dataclass, replace

from reporting.dashboards.charts import (
    EVERYONE,
    MEN,
    PART_LABELS,
    WOMEN,
    Chart,
    ChartPart,
    ChartRect,
    ChartRow,
    LegendItem,
    coordinate,
    legend_of,
    parts_by_sex,
    stacked,
)
from reporting.figures.numbers import NO_BREAK_SPACE, BySex, Share, number_text

# Units of the viewBox.
WIDTH = 360
ROW_HEIGHT = 46
ROW_HEIGHT_WITH_GOAL = 58
BAR_HEIGHT = 16
LABEL_DOWN, BAR_DOWN = 14, 20  # from the top of the row
LEGEND_HEIGHT, NO_LEGEND_HEIGHT = 28, 4


@dataclass(frozen=True)
class Bar:
    """What a row shows: parts after one another, and the goal in the unit of the axis, or 0."""

    label: str
    text: str
    parts: list[ChartPart]
    goal: int = 0
    goal_label: str = ""

    @property
    def length(self) -> float:
        return sum(part.value or 0 for part in self.parts)

    @property
    def kinds(self) -> set[str]:
        return {part.kind for part in self.parts}


def people(label: str, numbers: BySex, goal: int | None = None) -> Bar:
    """Women and men after one another; only the sum when one of them is hidden."""
    bar = Bar(label, numbers.total.text, parts_by_sex(label, numbers))
    if goal:
        return replace(bar, goal=goal, goal_label=f"mål {number_text(goal)}")
    return bar


def percentages(label: str, shares: list[Share], goal: int) -> list[Bar]:
    """Women, men and all, each with the goal in percent.

    Who has no known sex is in the table, and among all.
    """
    bars = []
    for kind, share in zip((WOMEN, MEN, EVERYONE), shares, strict=True):
        part = ChartPart(
            kind=kind,
            value=share.length,
            url=share.part.url,
            title=f"{label}: {share.of}",
        )
        bar = Bar(
            label=f"{label}, {PART_LABELS[kind]}",
            text=f"{share.text} ({share.of})",
            parts=[part],
            goal=goal,
            goal_label=f"mål {goal}{NO_BREAK_SPACE}%",
        )
        bars.append(bar)
    return bars


def bar_chart(
    slug: str,
    title: str,
    bars: list[Bar],
    *,
    has_legend: bool = True,
    least: float = 1,
) -> Chart:
    """The bars under one another; the axis reaches at least to `least`."""
    longest = least
    row_height = ROW_HEIGHT
    kinds: set[str] = set()
    for bar in bars:
        longest = max(longest, bar.length, bar.goal)
        kinds |= bar.kinds
        if bar.goal:
            row_height = ROW_HEIGHT_WITH_GOAL
    top = NO_LEGEND_HEIGHT
    legend: list[LegendItem] = []
    if has_legend:
        top = LEGEND_HEIGHT
        legend = legend_of(kinds)
    rows = []
    texts = []
    for bar in bars:
        rows.append(_row(bar, top, (WIDTH - 1) / longest))
        texts.append(f"{bar.label}: {bar.text}")
        top += row_height
    return Chart(
        slug=slug,
        title=title,
        description="; ".join(texts) + ".",
        width=WIDTH,
        height=top,
        rows=rows,
        legend=legend,
    )


def _row(bar: Bar, top: float, unit: float) -> ChartRow:
    row = ChartRow(
        y=coordinate(top + LABEL_DOWN),
        label=bar.label,
        text=bar.text,
        bar_y=coordinate(top + BAR_DOWN),
        rects=_rects(bar, top + BAR_DOWN, unit),
    )
    if not bar.goal:
        return row
    goal = bar.goal * unit
    is_far_right = goal > WIDTH / 2
    return replace(
        row,
        goal=coordinate(goal),
        goal_label=bar.goal_label,
        goal_anchor="end" if is_far_right else "start",
    )


def _rects(bar: Bar, y: float, unit: float) -> list[ChartRect]:
    rects = []
    for part, start, stop in stacked(bar.parts):
        rect = ChartRect(
            kind=part.kind,
            x=coordinate(start * unit),
            y=coordinate(y),
            width=coordinate((stop - start) * unit),
            height=str(BAR_HEIGHT),
            url=part.url,
            title=part.title,
        )
        rects.append(rect)
    return rects
