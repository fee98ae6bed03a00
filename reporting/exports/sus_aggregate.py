"""sus-aggregat: SUS's tables in long form, with the bases of every line (docs/formats.md §4.4)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Municipality
from participants.codes.models import ExitReason, IncomeSource, Referrer
from participants.enrolments.enums import Education
from reporting.exports.about import notes_on_small_numbers
from reporting.exports.declaration import (
    ColumnKind,
    ReportColumn,
    ReportTable,
    TableExport,
)
from reporting.exports.sus_sums import ALL_BASES, BASES, SusGroup, line_name, subsets, sums
from reporting.figures import sus, sus_counts
from reporting.figures.by_sex import MEN, SEXES, TOTAL, WOMEN, Cells
from reporting.figures.numbers import HIDDEN
from reporting.figures.scope import ReportScope
from reporting.figures.sus_counts import (
    ENDED,
    MEAN,
    MEDIAN,
    NEW_OR_MORE,
    NOBODY,
    WORK_OR_STUDY,
    SusCell,
    SusCounts,
)
from reporting.publications import tables

BASE_NOTE = "Antalet som raden räknas av: andelen är antalet delat med basen."
NOTES = [
    "Räknar inskrivningar: den som har två räknas två gånger. Felregistreringar är inte med.",
    "BAKGRUND gäller dem som har börjat i perioden. SYSSELSATTNING, FORSORJNING, RESULTAT, AVSLUT"
    " och TID gäller dem som har slutat. Bara den som har ett samtycke till SUS som gäller när"
    " rapporten tas fram är med, och ingen med skyddade personuppgifter; de andra som har börjat"
    " räknas i ANONYMA.",
    "BAKGRUND, TID: raden ≥6 år är de som har haft offentlig försörjning i mer än sex år.",
    "Försörjning: flera svar är möjliga, så summan kan vara större än basen.",
    "SYSSELSATTNING: den första grupp som stämmer, i ordningen arbete, studier, arbetssökande,"
    " övriga.",
    "NY ELLER ÖKAD OMFATTNING: av dem som arbetar eller studerar efter.",
    "TID: månader från start till avslut, båda dagarna räknade, 30,4375 dagar per månad.",
]
SEX_COLUMNS = {"women": WOMEN, "men": MEN, "total": TOTAL}
BASE_COLUMNS = {"base_women": WOMEN, "base_men": MEN, "base_total": TOTAL}


def columns(scope: ReportScope) -> list[ReportColumn]:
    return [
        ReportColumn("Tabell", "table"),
        ReportColumn("Grupp", "group"),
        ReportColumn("Värde", "value"),
        ReportColumn("Kvinnor", "women", ColumnKind.TENTH),
        ReportColumn("Män", "men", ColumnKind.TENTH),
        ReportColumn("Totalt", "total", ColumnKind.TENTH),
        ReportColumn("Bas kvinnor", "base_women", ColumnKind.WHOLE, BASE_NOTE),
        ReportColumn("Bas män", "base_men", ColumnKind.WHOLE, BASE_NOTE),
        ReportColumn("Bas totalt", "base_total", ColumnKind.WHOLE, BASE_NOTE),
    ]


def read(scope: ReportScope) -> ReportTable:
    counts = _counts(scope)
    values_by_group = _values_by_group(scope, counts)
    sus_cells = _cells_of(values_by_group)
    numbers = _numbers([*sus_cells, *ALL_BASES], counts)
    cells = Cells(numbers, sums(values_by_group))
    if scope.published is not None:
        cells.show_published(scope.published, tables.SUS)
    elif not scope.exact:
        cells.hide()
    persons = 0
    for base in ALL_BASES:
        persons += cells.counts[line_name(base), TOTAL]
    notes = [*NOTES, *notes_on_small_numbers(scope, hides=True)]
    return ReportTable(_lines(sus_cells, counts, cells), persons, notes, _labels())


def _counts(scope: ReportScope) -> SusCounts:
    """Counted now, or as they are published for who is outside."""
    if scope.published is None:
        return sus_counts.counts(scope.params)
    counts: SusCounts = {}
    for (line, sex), number in scope.published.counts_of(tables.SUS).items():
        if number:
            counts[_cell_of(line), sex] = Decimal(number)
    for (_, line, sex), months in scope.published.months.items():
        counts[_cell_of(line), sex] = Decimal(months)
    return counts


def _cell_of(line: str) -> SusCell:
    table, group, value = line.split("/", 2)
    return table, group, value


@dataclass(frozen=True)
class SusLines:
    """The table's lines for a publication: enrolments by sex, in the order of SEXES, sums, and
    which line is within which: (whole, part).
    """

    numbers: dict[str, list[int]]
    sums: list[tuple[str, list[str]]]
    subsets: list[tuple[str, str]]


def lines_and_sums(scope: ReportScope, counts: SusCounts) -> SusLines:
    values_by_group = _values_by_group(scope, counts)
    cells = [*_cells_of(values_by_group), *ALL_BASES]
    numbers = _numbers(cells, counts)
    lines = {}
    for cell in cells:
        line = line_name(cell)
        lines[line] = [numbers[line, sex] for sex in SEXES]
    return SusLines(lines, list(sums(values_by_group)), list(subsets(values_by_group)))


def _cells_of(values_by_group: dict[SusGroup, list[str]]) -> list[SusCell]:
    cells = []
    for (table, group), values in values_by_group.items():
        for value in values:
            cells.append((table, group, value))
    return cells


def _lines(sus_cells: list[SusCell], counts: SusCounts, cells: Cells) -> list[dict[str, Any]]:
    """In order of table; the mean and median time stand before the anonymous, which come last."""
    lines = []
    anonymous_lines = []
    for cell in sus_cells:
        table, _, _ = cell
        if table == "ANONYMA":
            anonymous_lines.append(_line(cell, cells))
        else:
            lines.append(_line(cell, cells))
    lines.append(_line_of_months(MEAN, counts, cells))
    lines.append(_line_of_months(MEDIAN, counts, cells))
    return lines + anonymous_lines


def _numbers(cells: list[SusCell], counts: SusCounts) -> dict[tuple[str, str], int]:
    """(line, sex) → enrolments, of every line also when it is nobody."""
    numbers = {}
    for cell in cells:
        for sex in SEXES:
            numbers[line_name(cell), sex] = int(counts.get((cell, sex), NOBODY))
    return numbers


def _values_by_group(scope: ReportScope, counts: SusCounts) -> dict[SusGroup, list[str]]:
    """Every group's values in order: the whole list, so that the layout is the same however few are
    counted.

    Retired codes and municipalities outside the delprojekt are there only when they count somebody.
    """
    income = [*_codes(IncomeSource.objects.all(), counts), sus.MISSING]
    referrers = [*_codes(Referrer.objects.all(), counts), sus.MISSING]
    municipalities = [*_municipalities(scope, counts), sus.MISSING]
    years = range(scope.period.first_on.year, scope.period.last_on.year + 1)
    return {
        ("BAKGRUND", "ÅLDER"): [sus.YOUNGER, *sus.AGE_BANDS, sus.OLDER, sus.MISSING],
        ("BAKGRUND", "UTBILDNING"): [*Education.values, sus.MISSING],
        ("BAKGRUND", "TID"): sus.TIME_BANDS,
        ("BAKGRUND", "FÖRSÖRJNING FÖRE"): income,
        ("BAKGRUND", "REMITTERANDE"): referrers,
        ("BAKGRUND", "KOMMUN"): municipalities,
        ("SYSSELSATTNING", "FÖRE"): sus.OCCUPATIONS,
        ("SYSSELSATTNING", "EFTER"): sus.OCCUPATIONS,
        ("FORSORJNING", "FÖRE"): income,
        ("FORSORJNING", "EFTER"): income,
        WORK_OR_STUDY[:2]: [WORK_OR_STUDY[2]],
        NEW_OR_MORE[:2]: [NEW_OR_MORE[2]],
        ("AVSLUT", "ANLEDNING"): _exit_reasons(counts),
        ("ANONYMA", "STARTÅR"): list(map(str, years)),
    }


def _municipalities(scope: ReportScope, counts: SusCounts) -> list[str]:
    own = Municipality.objects.filter(delprojekt__in=scope.delprojekt)
    codes = set(own.values_list("code", flat=True))
    for (table, group, value), _ in counts:
        if (table, group) == ("BAKGRUND", "KOMMUN"):
            codes.add(value)
    return sorted(codes - {sus.MISSING})


def _exit_reasons(counts: SusCounts) -> list[str]:
    """Those that count; a wrong registration is no exit."""
    counted = ExitReason.objects.exclude(outcome=ExitReason.Outcome.ERROR)
    return _codes(counted, counts)


def _codes(codes: QuerySet[Any], counts: SusCounts) -> list[str]:
    used = {value for (_, _, value), _ in counts}
    listed = []
    for row in codes.order_by("position", "code"):
        if row.retired_on is None or row.code in used:
            listed.append(row.code)
    return listed


def _labels() -> dict[str, str]:
    """What the codes mean, for the page and the sheet Om."""
    labels: dict[str, str] = dict(Education.choices)
    labels |= {WORK_OR_STUDY[2]: "Ja", MEAN[2]: "Månader"}
    labels |= dict(Municipality.objects.values_list("code", "name"))
    for model in (IncomeSource, Referrer, ExitReason):
        labels |= dict(model.objects.values_list("code", "label"))
    return labels


def _line(cell: SusCell, cells: Cells) -> dict[str, Any]:
    table, group, value = cell
    base = BASES.get(table, ENDED)
    if cell == NEW_OR_MORE:
        base = WORK_OR_STUDY
    line: dict[str, Any] = {"table": table, "group": group, "value": value}
    line |= cells.of(line_name(cell), **SEX_COLUMNS)
    return line | cells.of(line_name(base), **BASE_COLUMNS)


def _line_of_months(cell: SusCell, counts: SusCounts, cells: Cells) -> dict[str, Any]:
    """A mean of few says what each was; where one sex is few, the other and the total would give
    it.
    """
    table, group, value = cell
    line: dict[str, Any] = {"table": table, "group": group, "value": value}
    base = line_name(ENDED)
    visible_sexes = set(SEX_COLUMNS.values())
    if any(cells.shown[base, sex] is None for sex in SEXES):
        visible_sexes -= {*SEXES}
    if cells.shown[base, TOTAL] is None:
        visible_sexes -= {TOTAL}
    for column, sex in SEX_COLUMNS.items():
        if sex in visible_sexes:
            line[column] = counts.get((cell, sex))
        else:
            line[column] = HIDDEN
    return line | cells.of(base, **BASE_COLUMNS)


SUS_AGGREGATE = TableExport(
    slug="sus-aggregat",
    title="SUS: tabeller",
    purpose="Bakgrund, före och efter, avslut och tid i insatsen, som SUS sammanställer dem.",
    population=(
        "Inskrivningar som har börjat (bakgrund, anonyma) eller slutat (övriga tabeller) i"
        " perioden. Alla utom anonyma kräver ett samtycke till SUS som gäller när rapporten tas"
        " fram."
    ),
    permission=Permission.SEE_REPORTS,
    columns=columns,
    read=read,
    headed_by=2,
)
