"""arbete-kvar: work and studies that are kept after 3, 6 and 12 months (docs/formats.md §4.6)."""

from itertools import product

from mia.access.roles import Permission
from reporting.exports.about import notes_on_small_numbers
from reporting.exports.declaration import ColumnKind, ReportColumn, ReportTable, TableExport
from reporting.figures import kept_spells
from reporting.figures.by_sex import MEN, TOTAL, WOMEN, Cells
from reporting.figures.kept_spells import ALL, ANSWERS, MONTHS, NOT_FOLLOWED, WHOLE
from reporting.figures.scope import ReportScope

LABELS = {
    "KVAR": "kvar",
    "SLUTAT": "har slutat",
    "EJ_NADD": "gick inte att nå",
    NOT_FOLLOWED: "inte uppföljt",
    ALL: "alla",
}
UNIT = "Räknar anställningar och studier. En deltagare kan ha flera."
LEADS = "Den sista dagen gäller före svaret på uppföljningen."
SEX_COLUMNS = {"women": WOMEN, "men": MEN, "total": TOTAL}


def columns(scope: ReportScope) -> list[ReportColumn]:
    return [
        ReportColumn("Delprojekt", "place"),
        ReportColumn("Månader", "months", ColumnKind.WHOLE),
        ReportColumn("Svar", "answer"),
        ReportColumn("Kvinnor", "women", ColumnKind.WHOLE),
        ReportColumn("Män", "men", ColumnKind.WHOLE),
        ReportColumn("Totalt", "total", ColumnKind.WHOLE),
    ]


def read(scope: ReportScope) -> ReportTable:
    codes = {row.pk: row.code for row in scope.delprojekt}
    counts = kept_spells.counts(codes, scope.params)
    cells = Cells(counts, kept_spells.sums(scope.codes))
    if not scope.exact:
        cells.hide()
    lines = []
    spells = 0
    for place, moment in product((WHOLE, *scope.codes), MONTHS):
        for answer in (*ANSWERS, ALL):
            name = kept_spells.line(place, moment, answer)
            row = {"place": place or "MIA", "months": MONTHS[moment], "answer": answer}
            lines.append(row | cells.of(name, **SEX_COLUMNS))
        if place == WHOLE:
            spells += cells.counts[kept_spells.line(WHOLE, moment, ALL), TOTAL]
    notes = [UNIT, LEADS, *notes_on_small_numbers(scope, hides=True)]
    return ReportTable(lines, spells, notes, LABELS)


KEPT_SPELLS = TableExport(
    slug="arbete-kvar",
    title="Arbete och studier som varar",
    purpose="Hur många som är kvar i arbete eller studier efter 3, 6 och 12 månader.",
    population=(
        "Arbete och studier som började under inskrivningen eller senast fyra veckor efter den, och"
        " som hade varat i 3, 6 eller 12 månader någon dag i perioden om de inte hade slutat."
    ),
    permission=Permission.SEE_EXACT,
    columns=columns,
    read=read,
    headed_by=2,
)
