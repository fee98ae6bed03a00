"""Charts as SVG made on the server: geometry here, drawn by
templates/reporting/dashboard_{bars,columns}.html.

Sex is told by pattern and place as well as colour; every part has its number as text in the table
beside the chart. Coordinates are text, so that the template never writes them with a decimal comma.
Colours are presentation attributes, which the PDF reads, and which static/css/charts.css overrides
on the page.
"""

from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from mia.core.period import Period
from reporting.figures.numbers import BySex, Number, Share

BARS_WIDTH, ROW, ROW_WITH_GOAL, BAR = 360, 46, 58, 16  # units of the viewBox
COLUMNS_WIDTH, COLUMNS_HEIGHT, LEFT, TOP, BOTTOM = 720, 280, 36, 30, 26
KINDS = ("kvinnor", "man", "okant")
ONE = {"kvinnor": "kvinnor", "man": "män", "okant": "kön framgår inte", "alla": "totalt"}


def _c(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Rect:
    kind: str
    x: str
    y: str
    width: str
    height: str
    url: str
    title: str


@dataclass(frozen=True)
class Row:
    """A labelled bar. `text` stands at its end; `goal` is where its goal line is drawn."""

    y: str
    label: str
    text: str
    bar_y: str
    rects: list[Rect]
    goal: str = ""
    goal_label: str = ""
    goal_anchor: str = ""


@dataclass(frozen=True)
class Tick:
    at: str
    label: str


@dataclass(frozen=True)
class Chart:
    slug: str
    title: str
    description: str
    width: int
    height: int
    rows: list[Row] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    texts: list[tuple[str, str, str]] = field(default_factory=list)  # x, y, text
    x_ticks: list[Tick] = field(default_factory=list)
    y_ticks: list[Tick] = field(default_factory=list)
    middle: str = ""
    legend: list[tuple[str, str, str]] = field(default_factory=list)  # kind, x, label

    @property
    def alt(self) -> str:
        return f"{self.title}. {self.description}"


@dataclass(frozen=True)
class Bar:
    """What a row shows: parts by kind, in the unit of the axis; a part without value is hidden and
    not drawn.
    """

    label: str
    text: str
    parts: list[tuple[str, float | None, str, str]]  # kind, value, link, title
    goal: float | None = None
    goal_label: str = ""


def people(label: str, n: BySex, goal: int | None = None) -> Bar:
    """Women and men after one another; only the sum when a part of it is hidden."""
    return Bar(
        label, n.total.text, stacked(label, n), goal, f"mål {Number(goal).text}" if goal else ""
    )


def stacked(label: str, n: BySex) -> list[tuple[str, float | None, str, str]]:
    sexes = [n.women, n.men, n.unknown]
    if any(number.value is None for number in sexes):
        return [("alla", n.total.value, n.total.url, f"{label}, totalt: {n.total.text}")]
    return [
        (kind, number.value, number.url, f"{label}, {ONE[kind]}: {number.text}")
        for kind, number in zip(KINDS, sexes, strict=True)
        if number.value
    ]


def percentages(label: str, shares: list[Share], goal: int) -> list[Bar]:
    """Women, men and all, each with the goal. (Who has no known sex is in the table, and among
    all.)
    """
    return [
        Bar(
            f"{label}, {ONE[kind]}",
            f"{share.text} ({share.of})",
            [
                (
                    kind,
                    float(share.percent) if share.percent is not None else None,
                    share.n.url,
                    f"{label}: {share.of}",
                )
            ],
            goal,
            f"mål {goal}\u00a0%",
        )
        for kind, share in zip(("kvinnor", "man", "alla"), shares, strict=True)
    ]


def bars(slug: str, title: str, rows: list[Bar], *, legend: bool = True, least: float = 1) -> Chart:
    """Lying bars, label above each, on one scale from zero."""
    longest = max(
        [least, *(sum(value or 0 for _, value, _, _ in row.parts) for row in rows), *_goals(rows)]
    )
    unit = (BARS_WIDTH - 1) / longest
    kinds = [kind for row in rows for kind, *_ in row.parts]
    top = 28 if legend else 4
    step = ROW_WITH_GOAL if _goals(rows) else ROW
    return Chart(
        slug,
        title,
        "; ".join(f"{row.label}: {row.text}" for row in rows) + ".",
        BARS_WIDTH,
        top + step * len(rows),
        rows=[_row(row, top + step * n, unit) for n, row in enumerate(rows)],
        legend=_legend(kinds) if legend else [],
    )


def _goals(rows: list[Bar]) -> list[float]:
    return [row.goal for row in rows if row.goal]


def _row(row: Bar, top: float, unit: float) -> Row:
    starts = accumulate((value or 0 for _, value, _, _ in row.parts), initial=0.0)
    rects = [
        Rect(kind, _c(start * unit), _c(top + 20), _c((stop - start) * unit), str(BAR), url, title)
        for (kind, _, url, title), (start, stop) in zip(row.parts, pairwise(starts), strict=True)
        if stop > start
    ]
    goal = row.goal * unit if row.goal else None
    return Row(
        y=_c(top + 14),
        label=row.label,
        text=row.text,
        bar_y=_c(top + 20),
        rects=rects,
        goal=_c(goal) if goal else "",
        goal_label=row.goal_label,
        goal_anchor="end" if goal and goal > BARS_WIDTH / 2 else "start",
    )


def _legend(kinds: list[str], left: float = 0) -> list[tuple[str, str, str]]:
    present = [kind for kind in (*KINDS, "alla") if kind in kinds]
    return [(kind, _c(left + 104 * n), ONE[kind].capitalize()) for n, kind in enumerate(present)]


@dataclass(frozen=True)
class Month:
    period: Period
    started: BySex
    ended: BySex


def _nice(highest: int) -> int:
    """A step of the axis that gives two to five of them up to `highest`."""
    return next(step * 10**n for n in range(9) for step in (1, 2, 5) if highest <= 4 * step * 10**n)


def columns(slug: str, title: str, months: list[Month]) -> Chart:
    """A column per month: who began above the line, who ended below it."""
    above = max([1, *(month.started.total.value or 0 for month in months)])
    below = max([1, *(month.ended.total.value or 0 for month in months)])
    step = _nice(max(above, below))
    up, down = -(-above // step), -(-below // step)
    unit = (COLUMNS_HEIGHT - TOP - BOTTOM) / ((up + down) * step)
    middle = TOP + up * step * unit
    wide = (COLUMNS_WIDTH - LEFT) / len(months)
    rects, texts = [], []
    for n, month in enumerate(months):
        x = LEFT + n * wide
        for numbers, verb, way in ((month.started, "började", -1), (month.ended, "slutade", 1)):
            rects += _column(numbers, f"{month.period.label} {verb}", x, wide, middle, way * unit)
            if numbers.total.value is None:
                texts.append(
                    (
                        _c(x + wide / 2),
                        _c(middle - 3 if way < 0 else middle + 10),
                        numbers.total.text,
                    )
                )
    return Chart(
        slug,
        title,
        f"Staplar uppåt visar hur många som började, staplar nedåt hur många som slutade. {_extremes(months)}",
        COLUMNS_WIDTH,
        COLUMNS_HEIGHT,
        rects=rects,
        texts=texts,
        x_ticks=_month_ticks(months, wide),
        y_ticks=[
            Tick(_c(middle - n * step * unit), str(abs(n) * step)) for n in range(-down, up + 1)
        ],
        middle=_c(middle),
        legend=_legend([rect.kind for rect in rects], LEFT),
    )


def _column(
    numbers: BySex, label: str, x: float, wide: float, middle: float, unit: float
) -> list[Rect]:
    parts = stacked(label, numbers)
    stops = accumulate((value or 0 for _, value, _, _ in parts), initial=0.0)
    gap = min(2.0, wide / 5)
    return [
        Rect(
            kind,
            _c(x + gap / 2),
            _c(min(middle + start * unit, middle + stop * unit)),
            _c(wide - gap),
            _c(abs(stop - start) * abs(unit)),
            url,
            title,
        )
        for (kind, _, url, title), (start, stop) in zip(parts, pairwise(stops), strict=True)
        if stop > start
    ]


def _month_ticks(months: list[Month], wide: float) -> list[Tick]:
    """Every month when there is room, else every January."""
    short = len(months) <= 12
    return [
        Tick(_c(LEFT + n * wide), month.period.label if short else f"{month.period.first_on:%Y}")
        for n, month in enumerate(months)
        if short or month.period.first_on.month == 1 or (n == 0 and month.period.first_on.month < 8)
    ]


def _extremes(months: list[Month]) -> str:
    shown = [month for month in months if month.started.total.value]
    if not shown:
        return "Talen finns i tabellen."
    most = max(shown, key=lambda month: month.started.total.value or 0)
    return (
        f"Flest började {most.period.label}: {most.started.total.text}. Alla tal finns i tabellen."
    )
