"""Charts as SVG made on the server: what templates/reporting/dashboards/dashboard_chart.html draws.

Sex is told by pattern and place as well as colour; every part has its number as text in the table
beside the chart. Coordinates are text, so that the template never writes them with a decimal comma.
Colours are presentation attributes, which the PDF reads, and which static/css/charts.css overrides
on the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reporting.figures.numbers import BySex

WOMEN, MEN, UNKNOWN, EVERYONE = "kvinnor", "man", "okant", "alla"
PART_LABELS = {WOMEN: "kvinnor", MEN: "män", UNKNOWN: "kön framgår inte", EVERYONE: "totalt"}
LEGEND_STEP = 104  # units of the viewBox between two items


@dataclass(frozen=True)
class ChartPart:
    """A part of a bar or column, in the unit of the axis; hidden and not drawn without a value."""

    kind: str
    value: float | None
    url: str
    title: str


@dataclass(frozen=True)
class ChartRect:
    kind: str
    x: str
    y: str
    width: str
    height: str
    url: str
    title: str


@dataclass(frozen=True)
class ChartRow:
    """A labelled bar. `text` stands at its end; `goal` is where its goal line is drawn."""

    y: str
    label: str
    text: str
    bar_y: str
    rects: list[ChartRect]
    goal: str = ""
    goal_label: str = ""
    goal_anchor: str = ""


@dataclass(frozen=True)
class ChartText:
    x: str
    y: str
    text: str


@dataclass(frozen=True)
class ChartTick:
    at: str
    label: str


@dataclass(frozen=True)
class LegendItem:
    kind: str
    x: str
    label: str


@dataclass(frozen=True)
class Chart:
    """A bar chart has `rows`; a column chart has `rects`, `texts`, ticks, captions and its `middle`
    line.
    """

    slug: str
    title: str
    description: str
    width: int
    height: int
    rows: list[ChartRow] = field(default_factory=list)
    rects: list[ChartRect] = field(default_factory=list)
    texts: list[ChartText] = field(default_factory=list)
    captions: list[ChartText] = field(default_factory=list)
    x_ticks: list[ChartTick] = field(default_factory=list)
    y_ticks: list[ChartTick] = field(default_factory=list)
    middle: str = ""
    legend: list[LegendItem] = field(default_factory=list)

    @property
    def alt(self) -> str:
        return f"{self.title}. {self.description}"


def coordinate(value: float) -> str:
    """At most two decimals, with a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def parts_by_sex(label: str, numbers: BySex) -> list[ChartPart]:
    """Women, men and those without a known sex; only their sum when one of them is hidden."""
    by_kind = {WOMEN: numbers.women, MEN: numbers.men, UNKNOWN: numbers.unknown}
    if any(number.value is None for number in by_kind.values()):
        by_kind = {EVERYONE: numbers.total}
    parts = []
    for kind, number in by_kind.items():
        if number.value != 0:
            title = f"{label}, {PART_LABELS[kind]}: {number.text}"
            parts.append(ChartPart(kind, number.value, number.url, title))
    return parts


def stacked(parts: Iterable[ChartPart]) -> Iterator[tuple[ChartPart, float, float]]:
    """Each part that is drawn, with where it starts and stops when they stand after one another."""
    start = 0.0
    for part in parts:
        if part.value:
            stop = start + part.value
            yield part, start, stop
            start = stop


def legend_of(kinds: set[str], left: float = 0) -> list[LegendItem]:
    """The kinds that a chart shows, in their usual order, from `left` to the right."""
    items: list[LegendItem] = []
    for kind, label in PART_LABELS.items():
        if kind in kinds:
            x = coordinate(left + LEGEND_STEP * len(items))
            items.append(LegendItem(kind, x, label.capitalize()))
    return items
