"""The section about the exited: what they left for, against the goals."""

from dataclasses import dataclass

from reporting.dashboards.bar_chart import bar_chart, percentages
from reporting.dashboards.charts import Chart
from reporting.dashboards.overview import Overview
from reporting.dashboards.section import Section, cells_of, sex_columns
from reporting.figures.cohorts import REGULAR_SERVICE_GOAL, WORK_OR_STUDIES_GOAL
from reporting.figures.numbers import (
    NO_BREAK_SPACE,
    BySex,
    ColumnGroup,
    FigureRow,
    FigureTable,
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
    ExitGoal("arbete-studier", WORK_OR_STUDIES_GOAL, "till arbete eller studier"),
    ExitGoal(
        "ordinarie",
        REGULAR_SERVICE_GOAL,
        "till ordinarie insats hos Arbetsförmedlingen eller kommunen",
    ),
]
RESULT_LABELS = {
    "arbete": "Arbete",
    "studier": "Studier",
    "arbete-studier": "Arbete eller studier",
    "ordinarie": "Ordinarie insats",
    "annat": "Annan anledning",
}


def results(overview: Overview) -> Section:
    return Section(
        slug="resultat",
        heading="Resultat av avslutade",
        texts=[_goal_text(overview, goal) for goal in GOALS],
        chart=_results_chart(overview),
        tables=[_exited_table(overview), _outcome_table(overview)],
    )


def _exited_table(overview: Overview) -> FigureTable:
    exited = overview.cohort("avslutade")
    rows = []
    for cohort, label in RESULT_LABELS.items():
        numbers = overview.cohort(cohort)
        rows.append(_row_with_shares(overview, label, numbers, exited))
    rows.append(_row_with_shares(overview, "Alla avslutade", exited, exited))
    return FigureTable(
        caption="Resultat av avslutade, efter kön",
        corner="Avslutade till",
        groups=[
            ColumnGroup("Antal", sex_columns(overview)),
            ColumnGroup("Andel av avslutade", SHARE_COLUMNS),
        ],
        rows=rows,
    )


def _outcome_table(overview: Overview) -> FigureTable:
    outcome = overview.cohort("utfall")
    enrolled = overview.cohort("inskrivna")
    label = "Arbete, studier eller ordinarie insats"
    return FigureTable(
        caption=f"{label}, av alla inskrivna, efter kön",
        corner="Utfall",
        groups=[
            ColumnGroup("Antal", sex_columns(overview)),
            ColumnGroup("Andel av inskrivna", SHARE_COLUMNS),
        ],
        rows=[
            _row_with_shares(overview, label, outcome, enrolled),
            _row_with_shares(overview, "Alla inskrivna", enrolled, enrolled),
        ],
    )


def _row_with_shares(overview: Overview, label: str, numbers: BySex, base: BySex) -> FigureRow:
    """Numbers by sex, and each sex's share of its base."""
    cells = cells_of(overview, numbers)
    cells += shares(numbers, base)
    return FigureRow(label, cells)


def _results_chart(overview: Overview) -> Chart:
    exited = overview.cohort("avslutade")
    bars = []
    for goal in GOALS:
        label = RESULT_LABELS[goal.cohort]
        goal_shares = shares(overview.cohort(goal.cohort), exited)
        bars += percentages(label, goal_shares, goal.percent)
    return bar_chart(
        slug="resultat",
        title="Andel av avslutade, mot målen",
        bars=bars,
        has_legend=False,
        least=50,
    )


def _goal_text(overview: Overview, goal: ExitGoal) -> str:
    """The goal in a sentence with share, part and base."""
    part = overview.cohort(goal.cohort)
    base = overview.cohort("avslutade")
    share = Share(part.total, base.total)
    return (
        f"Mål: {goal.percent}{NO_BREAK_SPACE}% av de avslutade {goal.outcome}."
        f" Nu {share} ({share.of}): {_verdict(share, goal)}."
    )


def _verdict(share: Share, goal: ExitGoal) -> str:
    if share.base.value == 0:
        return "ingen har avslutats än"
    if share.percent is None:
        return "kan inte visas"
    if share.reaches(goal.percent):
        return "målet är nått"
    return "målet är inte nått"
