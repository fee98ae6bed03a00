"""The dashboard's tiles and sections: tables and charts of one overview, the same for the page and
the PDF.
"""

from dataclasses import dataclass

from reporting.dashboards.bar_chart import bar_chart, people, percentages
from reporting.dashboards.charts import Chart
from reporting.dashboards.column_chart import column_chart
from reporting.dashboards.overview import LabelledNumbers, Overview
from reporting.figures.numbers import (
    NO_BREAK_SPACE,
    BySex,
    ColumnGroup,
    FigureCell,
    FigureRow,
    FigureTable,
    FigureText,
    Number,
    Share,
    shares,
)

SHARE_COLUMNS = ["Kvinnor", "Män", "Totalt"]


@dataclass(frozen=True)
class ExitGoal:
    """Percent of the exited who are to be in a cohort (docs/domain.md §1.7)."""

    cohort: str
    percent: int
    outcome: str


GOALS = [
    ExitGoal("arbete-studier", 30, "till arbete eller studier"),
    ExitGoal("ordinarie", 40, "till ordinarie insats hos Arbetsförmedlingen eller kommunen"),
]
RESULT_LABELS = {
    "arbete": "Arbete",
    "studier": "Studier",
    "arbete-studier": "Arbete eller studier",
    "ordinarie": "Ordinarie insats",
    "annat": "Annan anledning",
}


@dataclass(frozen=True)
class TilePart:
    label: str
    number: Number


@dataclass(frozen=True)
class Tile:
    label: str
    number: Number
    by_sex: list[TilePart]
    note: str = ""


@dataclass(frozen=True)
class Section:
    slug: str
    heading: str
    texts: list[str]
    chart: Chart | None
    tables: list[FigureTable]


def tiles(overview: Overview) -> list[Tile]:
    last_on = overview.selection.period.last_on
    month = overview.months[-1]
    enrolled = overview.cohort("inskrivna")
    ongoing = overview.cohort("pagaende")
    return [
        _tile(overview, "Inskrivna", enrolled, _target_note(overview, enrolled)),
        _tile(overview, "Pågående", ongoing, f"den {last_on:%Y-%m-%d}"),
        _tile(overview, "Började", month.started, f"i {month.period.label}"),
        _tile(overview, "Slutade", month.ended, f"i {month.period.label}"),
    ]


def _target_note(overview: Overview, enrolled: BySex) -> str:
    if not overview.target:
        return "Inget mål är satt."
    target = Number(overview.target)
    return f"{Share(enrolled.total, target)} av målet {target}"


def _tile(overview: Overview, label: str, numbers: BySex, note: str) -> Tile:
    parts = [TilePart("kvinnor", numbers.women), TilePart("män", numbers.men)]
    if overview.has_unknown:
        parts.append(TilePart("utan känt kön", numbers.unknown))
    return Tile(label, numbers.total, parts, note)


def sections(overview: Overview) -> list[Section]:
    return [
        _enrolled(overview),
        _flow(overview),
        _results(overview),
        _inflow(overview),
        _methods(overview),
    ]


def _sex_columns(overview: Overview) -> list[str]:
    if overview.has_unknown:
        return ["Kvinnor", "Män", "Framgår inte", "Totalt"]
    return ["Kvinnor", "Män", "Totalt"]


def _cells(overview: Overview, numbers: BySex) -> list[Number]:
    return numbers.cells(overview.has_unknown)


def _enrolled(overview: Overview) -> Section:
    enrolled = overview.cohort("inskrivna")
    if overview.unit.code:
        name = overview.unit.name
        bars = [people(name, enrolled, overview.target)]
        rows = [FigureRow(name, _against_target(overview, enrolled, overview.target))]
    else:
        bars, rows = [], []
        for delprojekt in overview.unit.delprojekt:
            numbers = overview.cohort_of(delprojekt, "inskrivna")
            bars.append(people(delprojekt.name, numbers, delprojekt.target))
            cells = _against_target(overview, numbers, delprojekt.target)
            rows.append(FigureRow(delprojekt.name, cells, overview.url_of(delprojekt)))
        cells = _against_target(overview, enrolled, overview.target)
        rows.append(FigureRow("Alla, varje person en gång", cells))
    groups = [
        ColumnGroup("Inskrivna", _sex_columns(overview)),
        ColumnGroup("", ["Mål"]),
        ColumnGroup("", ["Andel av målet"]),
    ]
    table = FigureTable("Inskrivna mot mål, efter kön", "Delprojekt", groups, rows)
    chart = bar_chart("mal", "Inskrivna mot mål", bars)
    return Section("mal", "Inskrivna mot mål", [_enrolled_text(overview)], chart, [table])


def _enrolled_text(overview: Overview) -> str:
    text = (
        "Alla som har börjat senast periodens sista dag."
        " En person räknas en gång i varje ESF-projekt."
    )
    if overview.unit.code:
        return text
    return f"{text} Den som har bytt delprojekt räknas i båda, men en gång bland alla."


def _against_target(overview: Overview, numbers: BySex, target: int | None) -> list[FigureCell]:
    cells: list[FigureCell] = [*_cells(overview, numbers)]
    if target:
        cells += [Number(target), Share(numbers.total, Number(target))]
    else:
        cells += [FigureText("–"), FigureText("–")]
    return cells


def _flow(overview: Overview) -> Section:
    rows = []
    for month in overview.months:
        cells = [*_cells(overview, month.started), *_cells(overview, month.ended)]
        rows.append(FigureRow(month.period.label, [*cells]))
    started, ended = overview.cohort("borjade"), overview.cohort("slutade")
    cells = [*_cells(overview, started), *_cells(overview, ended)]
    rows.append(FigureRow("Hela perioden", [*cells]))
    columns = _sex_columns(overview)
    groups = [ColumnGroup("Började", columns), ColumnGroup("Slutade", columns)]
    table = FigureTable("Började och slutade per månad, efter kön", "Månad", groups, rows)
    chart = column_chart("flode", "Började och slutade per månad", overview.months)
    text = "Hur många som började och slutade varje månad."
    return Section("flode", "In och ut", [text], chart, [table])


def _results(overview: Overview) -> Section:
    tables = [_exited_table(overview), _outcome_table(overview)]
    texts = [_goal_text(overview, goal) for goal in GOALS]
    return Section("resultat", "Resultat av avslutade", texts, _results_chart(overview), tables)


def _exited_table(overview: Overview) -> FigureTable:
    exited = overview.cohort("avslutade")
    rows = []
    for cohort, label in RESULT_LABELS.items():
        rows.append(_row_with_shares(overview, label, overview.cohort(cohort), exited))
    rows.append(_row_with_shares(overview, "Alla avslutade", exited, exited))
    groups = [
        ColumnGroup("Antal", _sex_columns(overview)),
        ColumnGroup("Andel av avslutade", SHARE_COLUMNS),
    ]
    return FigureTable("Resultat av avslutade, efter kön", "Avslutade till", groups, rows)


def _outcome_table(overview: Overview) -> FigureTable:
    outcome, enrolled = overview.cohort("utfall"), overview.cohort("inskrivna")
    label = "Arbete, studier eller ordinarie insats"
    rows = [
        _row_with_shares(overview, label, outcome, enrolled),
        _row_with_shares(overview, "Alla inskrivna", enrolled, enrolled),
    ]
    groups = [
        ColumnGroup("Antal", _sex_columns(overview)),
        ColumnGroup("Andel av inskrivna", SHARE_COLUMNS),
    ]
    return FigureTable(f"{label}, av alla inskrivna, efter kön", "Utfall", groups, rows)


def _row_with_shares(overview: Overview, label: str, numbers: BySex, base: BySex) -> FigureRow:
    """Numbers by sex, and each sex's share of its base."""
    return FigureRow(label, [*_cells(overview, numbers), *shares(numbers, base)])


def _results_chart(overview: Overview) -> Chart:
    exited = overview.cohort("avslutade")
    bars = []
    for goal in GOALS:
        goal_shares = shares(overview.cohort(goal.cohort), exited)
        bars += percentages(RESULT_LABELS[goal.cohort], goal_shares, goal.percent)
    title = "Andel av avslutade, mot målen"
    return bar_chart("resultat", title, bars, has_legend=False, least=50)


def _goal_text(overview: Overview, goal: ExitGoal) -> str:
    """The goal in a sentence with share, part and base."""
    share = Share(overview.cohort(goal.cohort).total, overview.cohort("avslutade").total)
    return (
        f"Mål: {goal.percent}{NO_BREAK_SPACE}% av de avslutade {goal.outcome}."
        f" Nu {share} ({share.of}): {_verdict(share, goal)}."
    )


def _verdict(share: Share, goal: ExitGoal) -> str:
    if share.base.value == 0:
        return "ingen har avslutats än"
    if share.percent is None:
        return "kan inte visas"
    return "målet är nått" if share.reaches(goal.percent) else "målet är inte nått"


def _inflow(overview: Overview) -> Section:
    started = overview.cohort("borjade")
    bars = [people(label, numbers) for label, numbers in overview.inflow]
    rows = _rows_with_share(overview, overview.inflow, ("Alla som började", started))
    groups = [ColumnGroup("Började", _sex_columns(overview)), ColumnGroup("", ["Andel"])]
    caption = "Började under perioden, per remittent och kön"
    return Section(
        slug="inflode",
        heading="Inflöde per remittent",
        texts=["Vem som har remitterat dem som började under perioden."],
        chart=bar_chart("inflode", "Inflöde per remittent", bars) if bars else None,
        tables=[FigureTable(caption, "Remittent", groups, rows)],
    )


def _methods(overview: Overview) -> Section:
    participated = overview.cohort("deltog")
    bars = [people(label, numbers) for label, numbers in overview.methods]
    rows = _rows_with_share(overview, overview.methods, ("Alla som deltog", participated))
    groups = [
        ColumnGroup("Deltagare", _sex_columns(overview)),
        ColumnGroup("", ["Andel av dem som deltog"]),
    ]
    caption = "Deltagare med varje metod under perioden, efter kön"
    text = (
        "Deltagare som har fått metoden under perioden."
        " Den som har flera metoder räknas på flera rader."
    )
    return Section(
        slug="metoder",
        heading="Metoder",
        texts=[text],
        chart=bar_chart("metoder", "Deltagare per metod", bars),
        tables=[FigureTable(caption, "Metod", groups, rows)],
    )


def _rows_with_share(
    overview: Overview, parts: list[LabelledNumbers], whole: LabelledNumbers
) -> list[FigureRow]:
    """The parts and then the whole, each with the total's share of the whole."""
    _, base = whole
    rows = []
    for label, numbers in [*parts, whole]:
        share = Share(numbers.total, base.total)
        rows.append(FigureRow(label, [*_cells(overview, numbers), share]))
    return rows
