"""Bar charts: lying bars on one scale from zero, each with its label above it."""

from dataclasses import dataclass

from reporting.dashboards.charts import (
    EVERYONE,
    MEN,
    PART_LABELS,
    WOMEN,
    Chart,
    ChartPart,
    ChartRect,
    ChartRow,
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
    """What a row shows: parts after one another, and the goal in the unit of the axis."""

    label: str
    text: str
    parts: list[ChartPart]
    goal: float | None = None
    goal_label: str = ""

    @property
    def length(self) -> float:
        return sum(part.value or 0 for part in self.parts)


def people(label: str, numbers: BySex, goal: int | None = None) -> Bar:
    """Women and men after one another; only the sum when one of them is hidden."""
    goal_label = f"mål {number_text(goal)}" if goal else ""
    return Bar(label, numbers.total.text, parts_by_sex(label, numbers), goal, goal_label)


def percentages(label: str, shares: list[Share], goal: int) -> list[Bar]:
    """Women, men and all, each with the goal in percent.

    Who has no known sex is in the table, and among all.
    """
    bars = []
    for kind, share in zip((WOMEN, MEN, EVERYONE), shares, strict=True):
        percent = None if share.percent is None else float(share.percent)
        part = ChartPart(kind, percent, share.part.url, f"{label}: {share.of}")
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
    slug: str, title: str, bars: list[Bar], *, has_legend: bool = True, least: float = 1
) -> Chart:
    """The bars under one another; the axis reaches at least to `least`."""
    goals = [bar.goal for bar in bars if bar.goal]
    lengths = [bar.length for bar in bars]
    unit = (WIDTH - 1) / max([least, *lengths, *goals])
    row_height = ROW_HEIGHT_WITH_GOAL if goals else ROW_HEIGHT
    top = LEGEND_HEIGHT if has_legend else NO_LEGEND_HEIGHT
    rows = [_row(bar, top + row_height * number, unit) for number, bar in enumerate(bars)]
    kinds = {part.kind for bar in bars for part in bar.parts}
    texts = [f"{bar.label}: {bar.text}" for bar in bars]
    return Chart(
        slug=slug,
        title=title,
        description="; ".join(texts) + ".",
        width=WIDTH,
        height=top + row_height * len(bars),
        rows=rows,
        legend=legend_of(kinds) if has_legend else [],
    )


def _row(bar: Bar, top: float, unit: float) -> ChartRow:
    goal = bar.goal * unit if bar.goal else 0
    return ChartRow(
        y=coordinate(top + LABEL_DOWN),
        label=bar.label,
        text=bar.text,
        bar_y=coordinate(top + BAR_DOWN),
        rects=_rects(bar, top + BAR_DOWN, unit),
        goal=coordinate(goal) if goal else "",
        goal_label=bar.goal_label,
        goal_anchor="end" if goal > WIDTH / 2 else "start",
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
