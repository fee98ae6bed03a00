"""The dashboard's sections: tables and charts of one overview, the same for the page and the PDF."""

from dataclasses import dataclass

from reporting.dashboards import charts
from reporting.dashboards.charts import Chart
from reporting.dashboards.overview import Overview
from reporting.figures.numbers import BySex, Cell, Line, Number, Share, Table, Text, shares

SHARES = ["Kvinnor", "Män", "Totalt"]
GOAL_WORK, GOAL_ORDINARY = 30, 40  # percent of the exited (docs/domain.md §1.7)


@dataclass(frozen=True)
class Tile:
    label: str
    number: Number
    by_sex: list[tuple[str, Number]]
    note: str = ""


@dataclass(frozen=True)
class Section:
    slug: str
    heading: str
    texts: list[str]
    chart: Chart | None
    tables: list[Table]


def sexes(view: Overview) -> list[str]:
    return ["Kvinnor", "Män", *(["Framgår inte"] if view.has_unknown else []), "Totalt"]


def tiles(view: Overview) -> list[Tile]:
    month = view.months[-1]
    target = Number(view.target)
    reached = (
        f"{Share(view['inskrivna'].total, target)} av målet {target}"
        if view.target
        else "Inget mål är satt."
    )
    return [
        _tile(view, "Inskrivna", view["inskrivna"], reached),
        _tile(view, "Pågående", view["pagaende"], f"den {view.selection.period.last_on:%Y-%m-%d}"),
        _tile(view, "Började", month.started, f"i {month.period.label}"),
        _tile(view, "Slutade", month.ended, f"i {month.period.label}"),
    ]


def _tile(view: Overview, label: str, n: BySex, note: str) -> Tile:
    names = ["kvinnor", "män", *(["utan känt kön"] if view.has_unknown else [])]
    return Tile(label, n.total, list(zip(names, n.cells(view.has_unknown), strict=False)), note)


def sections(view: Overview) -> list[Section]:
    return [_enrolled(view), _flow(view), _results(view), _inflow(view), _methods(view)]


def _enrolled(view: Overview) -> Section:
    n = view["inskrivna"]
    if view.place.code:
        bars = [charts.people(view.place.name, n, view.target)]
        lines = [Line(view.place.name, _against(view, n, view.target))]
    else:
        rows = [(row, view.of(row, "inskrivna")) for row in view.place.delprojekt]
        bars = [charts.people(row.name, each, row.target) for row, each in rows]
        lines = [
            Line(row.name, _against(view, each, row.target), view.home(row.code))
            for row, each in rows
        ]
        lines.append(Line("Alla, varje person en gång", _against(view, n, view.target)))
    table = Table(
        "Inskrivna mot mål, efter kön",
        "Delprojekt",
        [("Inskrivna", sexes(view)), ("", ["Mål"]), ("", ["Andel av målet"])],
        lines,
    )
    text = "Alla som har börjat senast periodens sista dag. En person räknas en gång i varje ESF-projekt."
    if not view.place.code:
        text += " Den som har bytt delprojekt räknas i båda, men en gång bland alla."
    return Section(
        "mal", "Inskrivna mot mål", [text], charts.bars("mal", "Inskrivna mot mål", bars), [table]
    )


def _against(view: Overview, n: BySex, target: int | None) -> list[Cell]:
    against: list[Cell] = (
        [Number(target), Share(n.total, Number(target))] if target else [Text("–"), Text("–")]
    )
    return [*n.cells(view.has_unknown), *against]


def _flow(view: Overview) -> Section:
    lines = [
        Line(
            month.period.label,
            [*month.started.cells(view.has_unknown), *month.ended.cells(view.has_unknown)],
        )
        for month in view.months
    ]
    lines.append(
        Line(
            "Hela perioden",
            [*view["borjade"].cells(view.has_unknown), *view["slutade"].cells(view.has_unknown)],
        )
    )
    table = Table(
        "Började och slutade per månad, efter kön",
        "Månad",
        [("Började", sexes(view)), ("Slutade", sexes(view))],
        lines,
    )
    return Section(
        "flode",
        "In och ut",
        ["Hur många som började och slutade varje månad."],
        charts.columns("flode", "Började och slutade per månad", view.months),
        [table],
    )


RESULTS = ["arbete", "studier", "arbete-studier", "ordinarie", "annat"]
LABELS = {
    "arbete": "Arbete",
    "studier": "Studier",
    "arbete-studier": "Arbete eller studier",
    "ordinarie": "Ordinarie insats",
    "annat": "Annan anledning",
}


def _results(view: Overview) -> Section:
    base = view["avslutade"]
    lines = [
        Line(LABELS[slug], [*view[slug].cells(view.has_unknown), *shares(view[slug], base)])
        for slug in RESULTS
    ]
    lines.append(Line("Alla avslutade", [*base.cells(view.has_unknown), *shares(base, base)]))
    outcome, enrolled = view["utfall"], view["inskrivna"]
    of_enrolled = shares(outcome, enrolled)
    combined = Table(
        "Arbete, studier eller ordinarie insats, av alla inskrivna, efter kön",
        "Utfall",
        [("Antal", sexes(view)), ("Andel av inskrivna", SHARES)],
        [
            Line(
                "Arbete, studier eller ordinarie insats",
                [*outcome.cells(view.has_unknown), *of_enrolled],
            ),
            Line(
                "Alla inskrivna", [*enrolled.cells(view.has_unknown), *shares(enrolled, enrolled)]
            ),
        ],
    )
    groups = [("Antal", sexes(view)), ("Andel av avslutade", SHARES)]
    return Section(
        "resultat",
        "Resultat av avslutade",
        _goals(view),
        _results_chart(view),
        [Table("Resultat av avslutade, efter kön", "Avslutade till", groups, lines), combined],
    )


def _results_chart(view: Overview) -> Chart:
    rows = [
        bar
        for slug, goal in (("arbete-studier", GOAL_WORK), ("ordinarie", GOAL_ORDINARY))
        for bar in charts.percentages(LABELS[slug], shares(view[slug], view["avslutade"]), goal)
    ]
    return charts.bars("resultat", "Andel av avslutade, mot målen", rows, legend=False, least=50)


def _goals(view: Overview) -> list[str]:
    """Each goal in a sentence with share, n and base."""
    sentences = []
    for slug, goal, name in (
        ("arbete-studier", GOAL_WORK, "till arbete eller studier"),
        ("ordinarie", GOAL_ORDINARY, "till ordinarie insats hos Arbetsförmedlingen eller kommunen"),
    ):
        share = Share(view[slug].total, view["avslutade"].total)
        if share.percent is None:
            verdict = "kan inte visas" if share.base.value != 0 else "ingen har avslutats än"
        else:
            verdict = "målet är nått" if share.reaches(goal) else "målet är inte nått"
        sentences.append(
            f"Mål: {goal}\u00a0% av de avslutade {name}. Nu {share} ({share.of}): {verdict}."
        )
    return sentences


def _inflow(view: Overview) -> Section:
    base = view["borjade"]
    bars = [charts.people(label, n) for label, n in view.inflow]
    lines = [
        Line(label, [*n.cells(view.has_unknown), Share(n.total, base.total)])
        for label, n in view.inflow
    ]
    lines.append(
        Line("Alla som började", [*base.cells(view.has_unknown), Share(base.total, base.total)])
    )
    table = Table(
        "Började under perioden, per remittent och kön",
        "Remittent",
        [("Började", sexes(view)), ("", ["Andel"])],
        lines,
    )
    return Section(
        "inflode",
        "Inflöde per remittent",
        ["Vem som har remitterat dem som började under perioden."],
        charts.bars("inflode", "Inflöde per remittent", bars) if bars else None,
        [table],
    )


def _methods(view: Overview) -> Section:
    base = view["deltog"]
    bars = [charts.people(label, n) for label, n in view.methods]
    lines = [
        Line(label, [*n.cells(view.has_unknown), Share(n.total, base.total)])
        for label, n in view.methods
    ]
    lines.append(
        Line("Alla som deltog", [*base.cells(view.has_unknown), Share(base.total, base.total)])
    )
    table = Table(
        "Deltagare med varje metod under perioden, efter kön",
        "Metod",
        [("Deltagare", sexes(view)), ("", ["Andel av dem som deltog"])],
        lines,
    )
    text = "Deltagare som har fått metoden under perioden. Den som har flera metoder räknas på flera rader."
    return Section(
        "metoder", "Metoder", [text], charts.bars("metoder", "Deltagare per metod", bars), [table]
    )
