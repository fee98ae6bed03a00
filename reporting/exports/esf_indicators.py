"""esf-indikatorer: ESF's common indicators (docs/formats.md §4.2). A management approximation: SCB
makes the official ones.
"""

from typing import Any

from mia.access.roles import Permission
from reporting.exports.about import notes_on_small_numbers
from reporting.exports.declaration import ColumnKind, ReportColumn, ReportTable, TableExport
from reporting.figures import indicators
from reporting.figures.by_sex import MEN, TOTAL, UNKNOWN, WOMEN, Cells
from reporting.figures.indicator import Indicator
from reporting.figures.scope import ReportScope
from reporting.publications import tables

APPROXIMATION = "Förvaltningsuppgift: de officiella indikatorerna tar SCB fram ur register."
UNIT = "Räknar personer per ESF-projekt. Den som börjar om i samma projekt räknas en gång."
NO_SEX = (
    "{number} vars nummer inte visar juridiskt kön ingår bara i Totalt, på raderna för alla och"
    " för ofullständiga."
)


def columns(scope: ReportScope) -> list[ReportColumn]:
    """Programme 2021 has a third column; the law knows two sexes, so there it is nobody."""
    columns_of_programme = [
        ReportColumn("Kod", "code"),
        ReportColumn("Indikator", "label"),
        ReportColumn("Kvinnor", "women", ColumnKind.WHOLE),
        ReportColumn("Män", "men", ColumnKind.WHOLE),
    ]
    if scope.programme == "2021":
        columns_of_programme.append(ReportColumn("Icke-binär", "third", ColumnKind.WHOLE))
    columns_of_programme.append(ReportColumn("Totalt", "total", ColumnKind.WHOLE))
    return columns_of_programme


def read(scope: ReportScope) -> ReportTable:
    programme_indicators = indicators.INDICATORS[scope.programme]
    cells = _cells(scope)
    lines = []
    definitions = []
    for indicator in programme_indicators:
        lines.append(_line(indicator, cells))
        definitions.append(f"{indicator.code}: {indicator.definition}")
    notes = [APPROXIMATION, UNIT]
    notes += notes_on_small_numbers(scope, hides=True)
    notes += _note_on_unknown_sex(cells.counts["GRAND_TOTAL", UNKNOWN], is_exact=scope.exact)
    notes += definitions
    labels = {row.code: "–" for row in indicators.TOTALS}  # no codes of ESF's
    return ReportTable(lines, cells.counts["GRAND_TOTAL", TOTAL], notes, labels)


def _cells(scope: ReportScope) -> Cells:
    """Counted now, or as they are published for who is outside."""
    sums = indicators.SUMS[scope.programme]
    if scope.published is None:
        cells = Cells(indicators.counts(scope.programme, scope.params), sums)
        if not scope.exact:
            cells.hide()
        return cells
    table = tables.indicator_table(scope.programme)
    cells = Cells(scope.published.counts_of(table), sums)
    cells.show_published(scope.published, table)
    return cells


def _note_on_unknown_sex(number: int, *, is_exact: bool) -> list[str]:
    if not number:
        return []
    if is_exact:
        return [NO_SEX.format(number=number)]
    return [NO_SEX.format(number="Deltagare")]


def _line(indicator: Indicator, cells: Cells) -> dict[str, Any]:
    line: dict[str, Any] = {"code": indicator.code, "label": indicator.label}
    if not indicator.column:
        return line
    line |= cells.of(indicator.code, women=WOMEN, men=MEN, total=TOTAL)
    return line | {"third": 0}


ESF_INDICATORS = TableExport(
    slug="esf-indikatorer",
    title="ESF: gemensamma indikatorer",
    purpose="Uppföljning mot ESF:s indikatorer, kvinnor och män.",
    population=(
        "Personer som har börjat i perioden (indikatorer vid start) eller slutat i den (resultat),"
        " per ESF-projekt. Bara fullständiga uppgifter räknas, utom på raderna för alla"
        " och för ofullständiga."
    ),
    permission=Permission.SEE_REPORTS,
    has_programme=True,
    columns=columns,
    read=read,
)
