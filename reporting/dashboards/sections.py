"""The dashboard's sections: tables and charts of one overview, for the page and for the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.dashboards.bar_chart import Bar, bar_chart, people
from reporting.dashboards.column_chart import column_chart
from reporting.dashboards.overview import LabelledNumbers, Overview
from reporting.dashboards.results import results
from reporting.dashboards.section import Section, cells_of, sex_columns
from reporting.dashboards.waits import waiting
from reporting.figures.numbers import (
    BySex,
    ColumnGroup,
    FigureCell,
    FigureRow,
    FigureTable,
    FigureText,
    Number,
    Share,
)


@dataclass(frozen=True)
class EnrolledUnit:
    """How many are enrolled in a delprojekt, or in all, and how many are to be."""

    name: str
    enrolled: BySex
    target: int | None
    url: str = ""


def sections(overview: Overview) -> list[Section]:
    every = [_enrolled(overview)]
    if overview.months:
        every.append(_flow(overview))
    every.append(results(overview))
    if not (overview.is_published and overview.unit.code):
        every += [_inflow(overview), _methods(overview)]
    if not overview.is_published:
        every.append(waiting(overview))
    return every


def _enrolled(overview: Overview) -> Section:
    heading = "Inskrivna mot mål"
    bars = []
    rows = []
    for unit in _units(overview):
        bars.append(people(unit.name, unit.enrolled, unit.target))
        rows.append(FigureRow(unit.name, _against_target(overview, unit), unit.url))
    if not overview.unit.code:
        everyone = overview.cohort("inskrivna")
        whole = EnrolledUnit("Alla, varje person en gång", everyone, overview.target)
        rows.append(FigureRow(whole.name, _against_target(overview, whole)))
    table = FigureTable(
        caption="Inskrivna mot mål, efter kön",
        corner="Delprojekt",
        groups=[
            ColumnGroup("Inskrivna", sex_columns(overview)),
            ColumnGroup("", ["Mål"]),
            ColumnGroup("", ["Andel av målet"]),
        ],
        rows=rows,
    )
    return Section(
        slug="mal",
        heading=heading,
        texts=[_enrolled_text(overview)],
        chart=bar_chart("mal", heading, bars),
        tables=[table],
    )


def _units(overview: Overview) -> Iterator[EnrolledUnit]:
    """The only delprojekt, or each of several."""
    if overview.unit.code:
        enrolled = overview.cohort("inskrivna")
        yield EnrolledUnit(overview.unit.name, enrolled, overview.target)
        return
    for delprojekt in overview.unit.delprojekt:
        yield EnrolledUnit(
            name=delprojekt.name,
            enrolled=overview.cohort_of(delprojekt, "inskrivna"),
            target=overview.target_of(delprojekt),
            url=overview.url_of(delprojekt),
        )


def _enrolled_text(overview: Overview) -> str:
    text = (
        "Alla som har börjat senast periodens sista dag."
        " En person räknas en gång i varje ESF-projekt."
    )
    if overview.unit.code:
        return text
    return f"{text} Den som har bytt delprojekt räknas i båda, men en gång bland alla."


def _against_target(overview: Overview, unit: EnrolledUnit) -> list[FigureCell]:
    cells = cells_of(overview, unit.enrolled)
    if unit.target is None:
        return [*cells, FigureText("–"), FigureText("–")]
    target = Number(unit.target)
    share = Share(unit.enrolled.total, target)
    return [*cells, target, share]


def _flow(overview: Overview) -> Section:
    unit = "kvartal" if overview.is_published else "månad"
    title = f"Började och slutade per {unit}"
    rows = []
    for month in reversed(overview.months):
        cells = cells_of(overview, month.started, month.ended)
        rows.append(FigureRow(month.period.label, cells))
    if not overview.is_published:
        whole = cells_of(overview, overview.cohort("borjade"), overview.cohort("slutade"))
        rows.append(FigureRow("Hela perioden", whole))
    columns = sex_columns(overview)
    table = FigureTable(
        caption=f"{title}, efter kön",
        corner=unit.capitalize(),
        groups=[
            ColumnGroup("Började", columns),
            ColumnGroup("Slutade", columns),
        ],
        rows=rows,
    )
    return Section(
        slug="flode",
        heading="In och ut",
        texts=[
            f"Hur många som började och slutade varje {unit}. I tabellen står den senaste först;"
            " bläddra i den för att se de tidigare."
        ],
        chart=column_chart("flode", title, overview.months),
        tables=[table],
    )


def _inflow(overview: Overview) -> Section:
    heading = "Inflöde per remittent"
    whole = ("Alla som började", overview.cohort("borjade"))
    table = FigureTable(
        caption="Började under perioden, per remittent och kön",
        corner="Remittent",
        groups=[
            ColumnGroup("Började", sex_columns(overview)),
            ColumnGroup("", ["Andel"]),
        ],
        rows=_rows_with_share(overview, overview.inflow, whole),
    )
    chart = None
    if overview.inflow:
        chart = bar_chart("inflode", heading, _people_bars(overview.inflow))
    return Section(
        slug="inflode",
        heading=heading,
        texts=["Vem som har remitterat dem som började under perioden."],
        chart=chart,
        tables=[table],
    )


def _methods(overview: Overview) -> Section:
    text = (
        "Deltagare som har fått metoden under perioden."
        " Den som har flera metoder räknas på flera rader."
    )
    whole = ("Alla som deltog", overview.cohort("deltog"))
    table = FigureTable(
        caption="Deltagare med varje metod under perioden, efter kön",
        corner="Metod",
        groups=[
            ColumnGroup("Deltagare", sex_columns(overview)),
            ColumnGroup("", ["Andel av dem som deltog"]),
        ],
        rows=_rows_with_share(overview, overview.methods, whole),
    )
    return Section(
        slug="metoder",
        heading="Metoder",
        texts=[text],
        chart=bar_chart("metoder", "Deltagare per metod", _people_bars(overview.methods)),
        tables=[table],
    )


def _people_bars(parts: list[LabelledNumbers]) -> list[Bar]:
    return [people(label, numbers) for label, numbers in parts]


def _rows_with_share(
    overview: Overview,
    parts: list[LabelledNumbers],
    whole: LabelledNumbers,
) -> list[FigureRow]:
    """The parts and then the whole, each with the total's share of the whole."""
    _, base = whole
    rows = []
    for label, numbers in [*parts, whole]:
        cells = cells_of(overview, numbers)
        cells.append(Share(numbers.total, base.total))
        rows.append(FigureRow(label, cells))
    return rows
