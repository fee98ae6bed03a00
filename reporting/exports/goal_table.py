"""malbild: the project's goals with their bases printed (docs/formats.md §4.5)."""

from itertools import product
from typing import Any

from mia.access.roles import Permission
from reporting.exports.about import notes_on_small_numbers
from reporting.exports.declaration import ColumnKind, ReportColumn, ReportTable, TableExport
from reporting.figures import goals
from reporting.figures.by_sex import MEN, SEXES, TOTAL, WOMEN, Cells
from reporting.figures.cohorts import REGULAR_SERVICE_GOAL, WORK_OR_STUDIES_GOAL
from reporting.figures.numbers import HIDDEN, NO_BREAK_SPACE, percent
from reporting.figures.scope import ReportScope
from reporting.publications import tables

# Somebody can leave for an ordinary intervention and work or study too.
SUMS = [
    ("utfall", ("arbete-studier", "enbart-ordinarie", "enbart-paborjat")),
    ("ordinarie", ("ordinarie-med-arbete", "enbart-ordinarie")),
]

SHARE_NOTE = "Procent av basen, en decimal."
SEX_COLUMNS = {"women": WOMEN, "men": MEN, "total": TOTAL}
BASE_COLUMNS = {"base_women": WOMEN, "base_men": MEN, "base_total": TOTAL}
SHARE_COLUMNS = {"share_women": WOMEN, "share_men": MEN, "share": TOTAL}


def columns(scope: ReportScope) -> list[ReportColumn]:
    return [
        ReportColumn("Mått", "label"),
        ReportColumn("Kvinnor", "women", ColumnKind.WHOLE),
        ReportColumn("Män", "men", ColumnKind.WHOLE),
        ReportColumn("Totalt", "total", ColumnKind.WHOLE),
        ReportColumn("Bas kvinnor", "base_women", ColumnKind.WHOLE),
        ReportColumn("Bas män", "base_men", ColumnKind.WHOLE),
        ReportColumn("Bas totalt", "base_total", ColumnKind.WHOLE),
        ReportColumn("Andel kvinnor", "share_women", ColumnKind.TENTH, SHARE_NOTE),
        ReportColumn("Andel män", "share_men", ColumnKind.TENTH, SHARE_NOTE),
        ReportColumn("Andel totalt", "share", ColumnKind.TENTH, SHARE_NOTE),
        ReportColumn("Mål", "goal", ColumnKind.WHOLE, "Procent; för inskrivna antal personer."),
        ReportColumn("Uppfyllt", "is_met"),
    ]


def read(scope: ReportScope) -> ReportTable:
    cells = _cells(scope)
    lines = [_enrolled(cells, goals.target(scope))]
    notes = ["Räknat från projektens start till och med periodens sista dag."]
    notes += notes_on_small_numbers(scope, hides=scope.is_outside)
    for goal in goals.GOALS:
        lines.append(_line(goal, cells))
        notes.append(f"{goal.label}: {goal.definition}")
    return ReportTable(lines, cells.counts["inskrivna", TOTAL], notes)


def _cells(scope: ReportScope) -> Cells:
    """Counted now, or as they are published for who is outside."""
    if scope.published is None:
        cells = Cells(goals.counts(scope.params), SUMS)
        if scope.is_outside:
            cells.hide()
        return cells
    published = scope.published.counts_of(tables.WHOLE)
    counts = {}
    for slug, sex in product(goals.COUNTED, SEXES):
        counts[slug, sex] = published[tables.cohort_line(slug), sex]
    cells = Cells(counts, SUMS)
    cells.show_published(scope.published, tables.WHOLE, tables.cohort_line(""))
    return cells


def _enrolled(cells: Cells, target: int | None) -> dict[str, Any]:
    """How many are enrolled, against the target when there is one."""
    line: dict[str, Any] = {"label": goals.ENROLLED}
    line |= cells.of("inskrivna", **SEX_COLUMNS)
    if target is None:
        return line
    line |= {"base_total": target, "goal": target}
    enrolled = cells.shown["inskrivna", TOTAL]
    if enrolled is None:
        line["share"] = HIDDEN
        line["is_met"] = HIDDEN
    else:
        line["share"] = percent(enrolled, target)
        line["is_met"] = _yes_no(enrolled >= target)
    return line


def _line(goal: goals.Goal, cells: Cells) -> dict[str, Any]:
    line: dict[str, Any] = {"label": goal.label, "goal": goal.goal}
    if goal.goal is not None:
        line["goal_text"] = f"{goal.goal}{NO_BREAK_SPACE}%"
    if goal.cohort is None or goal.base is None:
        return line
    line |= cells.of(goal.cohort, **SEX_COLUMNS)
    line |= cells.of(goal.base, **BASE_COLUMNS)
    for column, sex in SHARE_COLUMNS.items():
        line[column] = cells.share(goal.cohort, goal.base, sex)
    if goal.goal is not None:
        part = cells.shown[goal.cohort, TOTAL]
        whole = cells.shown[goal.base, TOTAL]
        line["is_met"] = _reached(part, whole, goal.goal)
    return line


def _reached(part: int | None, whole: int | None, goal: int) -> str | None:
    """Compared exactly, not as rounded; nothing to say of nobody."""
    if part is None or whole is None:
        return HIDDEN
    if not whole:
        return None
    return _yes_no(100 * part >= goal * whole)


def _yes_no(is_met: bool) -> str:
    if is_met:
        return "ja"
    return "nej"


GOAL_TABLE = TableExport(
    slug="malbild",
    title="Målbild",
    purpose="Hur långt projektet har nått mot sina mål, med basen utskriven.",
    population=(
        "Personer per ESF-projekt som har skrivits in till och med periodens sista dag."
        f" Målen {WORK_OR_STUDIES_GOAL} och {REGULAR_SERVICE_GOAL} procent räknas på dem som har"
        " avslutats."
    ),
    permission=Permission.SEE_REPORTS,
    columns=columns,
    read=read,
)
