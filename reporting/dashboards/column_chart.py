"""The column chart: per month, who started above the middle line and who ended below it."""

from dataclasses import dataclass

from mia.core.period import Period
from reporting.dashboards.charts import (
    Chart,
    ChartRect,
    ChartText,
    ChartTick,
    coordinate,
    legend_of,
    parts_by_sex,
    stacked,
)
from reporting.figures.numbers import BySex

# Units of the viewBox: the drawing, and the margins around its columns.
WIDTH, HEIGHT = 720, 320
LEFT, TOP, BOTTOM = 36, 50, 46
MOST_COLUMN_WIDTH = 48  # of few months: a wide block says nothing
CAPTION_UP, CAPTION_DOWN = 40, 286  # where it is told what goes up and what goes down
UP, DOWN = -1, 1
HIDDEN_ABOVE, HIDDEN_BELOW = -3, 10  # from the middle line to the text of a hidden number
MOST_MONTH_LABELS = 12
LAST_MONTH_WITH_YEAR = 7  # of the first year, so that its label does not meet the next year's


@dataclass(frozen=True)
class MonthFlow:
    """Who started and who ended in a month."""

    period: Period
    started: BySex
    ended: BySex


@dataclass(frozen=True)
class ColumnScale:
    """The axis of persons, in steps up and down from its middle, and the width of a month."""

    step: int
    steps_up: int
    steps_down: int
    month_width: float

    @property
    def unit(self) -> float:
        """The height of one person."""
        persons = (self.steps_up + self.steps_down) * self.step
        return (HEIGHT - TOP - BOTTOM) / persons

    @property
    def middle(self) -> float:
        return TOP + self.steps_up * self.step * self.unit

    def at(self, persons: float) -> float:
        """How far down a number of persons below the middle is; a negative one is above it."""
        return self.middle + persons * self.unit

    def left(self, month: int) -> float:
        """Where the month with that number begins."""
        return LEFT + month * self.month_width


def column_chart(slug: str, title: str, months: list[MonthFlow]) -> Chart:
    scale = _scale(months)
    rects: list[ChartRect] = []
    texts: list[ChartText] = []
    for number, month in enumerate(months):
        left = scale.left(number)
        rects += _column(month.started, f"{month.period.label} började", left, scale, UP)
        rects += _column(month.ended, f"{month.period.label} slutade", left, scale, DOWN)
        texts += _hidden(month.started, left, scale, HIDDEN_ABOVE)
        texts += _hidden(month.ended, left, scale, HIDDEN_BELOW)
    return Chart(
        slug=slug,
        title=title,
        description=_description(months),
        width=WIDTH,
        height=HEIGHT,
        rects=rects,
        texts=texts,
        captions=[
            ChartText(coordinate(LEFT), coordinate(CAPTION_UP), "Började, uppåt"),
            ChartText(coordinate(LEFT), coordinate(CAPTION_DOWN), "Slutade, nedåt"),
        ],
        x_ticks=_month_ticks(months, scale),
        y_ticks=_person_ticks(scale),
        middle=coordinate(scale.middle),
        legend=legend_of({rect.kind for rect in rects}, LEFT),
    )


def _scale(months: list[MonthFlow]) -> ColumnScale:
    most_started = 1
    most_ended = 1
    for month in months:
        most_started = max(most_started, month.started.total.value or 0)
        most_ended = max(most_ended, month.ended.total.value or 0)
    step = _step(max(most_started, most_ended))
    return ColumnScale(
        step=step,
        steps_up=_steps(most_started, step),
        steps_down=_steps(most_ended, step),
        month_width=(WIDTH - LEFT) / len(months),
    )


def _step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … of which four reach `highest`."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if highest <= 4 * step:
                return step
        power *= 10


def _steps(highest: int, step: int) -> int:
    """How many steps it takes to reach `highest`."""
    return -(-highest // step)


def _column(
    numbers: BySex, label: str, left: float, scale: ColumnScale, direction: int
) -> list[ChartRect]:
    gap = min(2.0, scale.month_width / 5)
    width = min(scale.month_width - gap, MOST_COLUMN_WIDTH)
    rects = []
    for part, start, stop in stacked(parts_by_sex(label, numbers)):
        near = scale.at(direction * start)
        far = scale.at(direction * stop)
        rect = ChartRect(
            kind=part.kind,
            x=coordinate(left + (scale.month_width - width) / 2),
            y=coordinate(min(near, far)),
            width=coordinate(width),
            height=coordinate(abs(far - near)),
            url=part.url,
            title=part.title,
        )
        rects.append(rect)
    return rects


def _hidden(numbers: BySex, left: float, scale: ColumnScale, down: int) -> list[ChartText]:
    """The sign of a hidden number where its column would stand."""
    if numbers.total.value is not None:
        return []
    x = coordinate(left + scale.month_width / 2)
    return [ChartText(x, coordinate(scale.middle + down), numbers.total.text)]


def _person_ticks(scale: ColumnScale) -> list[ChartTick]:
    ticks = []
    for number in range(-scale.steps_down, scale.steps_up + 1):
        persons = number * scale.step
        at = coordinate(scale.at(-persons))
        ticks.append(ChartTick(at, str(abs(persons))))
    return ticks


def _month_ticks(months: list[MonthFlow], scale: ColumnScale) -> list[ChartTick]:
    """Every month when there is room, else every January and the start of the first year."""
    ticks = []
    for number, month in enumerate(months):
        label = ""
        if len(months) <= MOST_MONTH_LABELS:
            label = month.period.label
        elif _begins_year(month, number):
            label = f"{month.period.first_on:%Y}"
        if label:
            at = coordinate(scale.left(number))
            ticks.append(ChartTick(at, label))
    return ticks


def _begins_year(month: MonthFlow, number: int) -> bool:
    month_of_year = month.period.first_on.month
    if number == 0:
        return month_of_year <= LAST_MONTH_WITH_YEAR
    return month_of_year == 1


def _description(months: list[MonthFlow]) -> str:
    return (
        "Staplar uppåt visar hur många som började, staplar nedåt hur många som slutade."
        f" {_extremes(months)}"
    )


def _extremes(months: list[MonthFlow]) -> str:
    most = max(months, key=_started)
    if not _started(most):
        return "Talen finns i tabellen."
    return (
        f"Flest började {most.period.label}: {most.started.total.text}. Alla tal finns i tabellen."
    )


def _started(month: MonthFlow) -> int:
    """How many started; 0 when it is hidden."""
    return month.started.total.value or 0
