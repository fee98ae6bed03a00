"""malbild: the project's goals with their bases printed (docs/formats.md §4.5)."""

from decimal import Decimal
from typing import Any

from mia.access.roles import Permission
from reporting.exports.about import notes_on_small_numbers
from reporting.exports.declaration import Column, Kind, Table, TableExport
from reporting.figures import goals
from reporting.figures.by_sex import HIDDEN, SEXES, Cells, percent
from reporting.figures.scope import ReportScope

SUMS = [("utfall", ("arbete-studier", "ordinarie"))]


def columns(choice: ReportScope) -> list[Column]:
    return [
        Column("Mått", "label"),
        Column("Kvinnor", "women", Kind.WHOLE),
        Column("Män", "men", Kind.WHOLE),
        Column("Totalt", "total", Kind.WHOLE),
        Column("Bas kvinnor", "base_women", Kind.WHOLE),
        Column("Bas män", "base_men", Kind.WHOLE),
        Column("Bas totalt", "base_total", Kind.WHOLE),
        Column("Andel totalt", "share", Kind.TENTH, "Procent av basen, en decimal."),
        Column("Mål", "goal", Kind.WHOLE, "Procent; för inskrivna antal personer."),
        Column("Uppfyllt", "met"),
    ]


def read(choice: ReportScope) -> Table:
    counts = goals.counts(choice.parameters)
    cells = Cells(counts, SUMS)
    hides = choice.is_outside and not choice.exact
    if hides:
        cells.hide()
    lines = [_enrolled(cells, goals.target(choice)), *(_line(one, cells) for one in goals.GOALS)]
    notes = ["Räknat från projektens start till och med periodens sista dag."]
    notes += notes_on_small_numbers(choice, hides=hides)
    notes += [f"{one.label}: {one.definition}" for one in goals.GOALS]
    return Table(lines, sum(counts["inskrivna", sex] for sex in SEXES), notes)


def _enrolled(cells: Cells, target: int | None) -> dict[str, Any]:
    line: dict[str, Any] = {"label": goals.ENROLLED} | cells.of(
        "inskrivna", women="K", men="M", total="T"
    )
    enrolled = cells.shown["inskrivna", "T"]
    if target is None:
        return line
    reached = None if enrolled is None else enrolled >= target
    share = HIDDEN if enrolled is None else percent(enrolled, target)
    return line | {"base_total": target, "share": share, "goal": target, "met": _met(reached)}


def _line(one: goals.Goal, cells: Cells) -> dict[str, Any]:
    line: dict[str, Any] = {"label": one.label, "goal": one.goal}
    if one.cohort is None or one.base is None:
        return line
    line |= cells.of(one.cohort, women="K", men="M", total="T")
    line |= cells.of(one.base, base_women="K", base_men="M", base_total="T")
    shares = {name: cells.share(one.cohort, one.base, sex) for name, sex in _SHARES.items()}
    return line | shares | ({"met": _reached(one, cells)} if one.goal else {})


_SHARES = {"share": "T", "share_women": "K", "share_men": "M"}


def _reached(one: goals.Goal, cells: Cells) -> str | None:
    """Compared exactly, not as rounded; nothing to say of nobody."""
    part, whole = cells.shown[one.cohort or "", "T"], cells.shown[one.base or "", "T"]
    if part is None or whole is None:
        return HIDDEN
    return _met(Decimal(100 * part) >= (one.goal or 0) * whole) if whole else None


def _met(reached: bool | None) -> str:
    return HIDDEN if reached is None else "ja" if reached else "nej"


GOAL_TABLE = TableExport(
    slug="malbild",
    title="Målbild",
    purpose="Hur långt projektet har nått mot sina mål, med basen utskriven.",
    population=(
        "Personer per ESF-projekt som har skrivits in till och med periodens sista dag. Målen 30 och 40 procent räknas"
        " på dem som har avslutats."
    ),
    permission=Permission.SEE_FIGURES,
    columns=columns,
    read=read,
)
