"""sus-aggregat: SUS's tables in long form, with the base of every line (docs/formats.md §4.4)."""

from collections.abc import Iterator
from typing import Any

from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Municipality
from participants.codes.models import Code, ExitReason, IncomeSource, Referrer
from participants.enrolments.enums import Education
from reporting.exports.about import notes_on_small_numbers
from reporting.exports.declaration import Column, Kind, Table, TableExport
from reporting.figures import sus, sus_counts
from reporting.figures.by_sex import HIDDEN, SEXES, Cells
from reporting.figures.scope import ReportScope
from reporting.figures.sus_counts import (
    MEAN,
    MEDIAN,
    NEW_OR_MORE,
    NOBODY,
    WORK_OR_STUDY,
    Cell,
    Counts,
)

BEGUN, ENDED, ANONYMOUS = ("bas", "BAKGRUND", ""), ("bas", "AVSLUTADE", ""), ("bas", "ANONYMA", "")
BASES = {"BAKGRUND": BEGUN, "ANONYMA": ANONYMOUS}  # the others: those who ended
# Groups whose values are exclusive and hold everyone of the base.
WHOLE = [
    ("BAKGRUND", "ÅLDER"),
    ("BAKGRUND", "UTBILDNING"),
    ("BAKGRUND", "TID"),
    ("BAKGRUND", "REMITTERANDE"),
    ("BAKGRUND", "KOMMUN"),
    ("SYSSELSATTNING", "FÖRE"),
    ("SYSSELSATTNING", "EFTER"),
    ("AVSLUT", "ANLEDNING"),
    ("ANONYMA", "STARTÅR"),
]
NOTES = [
    "Räknar inskrivningar: den som har två räknas två gånger. Felregistreringar är inte med.",
    "BAKGRUND gäller dem som har börjat i perioden. SYSSELSATTNING, FORSORJNING, RESULTAT, AVSLUT och TID gäller dem"
    " som har slutat. Bara den som hade ett giltigt samtycke till SUS den dagen är med, och ingen med skyddade"
    " personuppgifter; de andra som har börjat räknas i ANONYMA.",
    "Försörjning: flera svar är möjliga, så summan kan vara större än basen.",
    "SYSSELSATTNING: den första grupp som stämmer, i ordningen arbete, studier, arbetssökande, övriga.",
    "NY ELLER ÖKAD OMFATTNING: av dem som arbetar eller studerar efter.",
    "TID: månader från start till avslut, båda dagarna räknade, 30,4375 dagar per månad.",
]


def columns(choice: ReportScope) -> list[Column]:
    return [
        Column("Tabell", "table"),
        Column("Grupp", "group"),
        Column("Värde", "value"),
        Column("Kvinnor", "women", Kind.TENTH),
        Column("Män", "men", Kind.TENTH),
        Column("Totalt", "total", Kind.TENTH),
        Column(
            "Bas", "base", Kind.WHOLE, "Antalet som raden räknas av, kvinnor och män tillsammans."
        ),
    ]


def read(choice: ReportScope) -> Table:
    counts = sus_counts.counts(choice.parameters)
    lists = _lists(choice, counts)
    counted = [
        (table, group, value) for (table, group), values in lists.items() for value in values
    ]
    bases = [BEGUN, ENDED, ANONYMOUS]
    numbers = {
        (_name(cell), sex): int(counts.get((cell, sex), NOBODY))
        for cell in counted + bases
        for sex in SEXES
    }
    cells = Cells(numbers, list(_sums(lists)))
    if not choice.exact:
        cells.hide()
    time = [_months(cell, counts, cells) for cell in (MEAN, MEDIAN)]
    lines = [_line(cell, cells) for cell in counted]
    at = next((n for n, cell in enumerate(counted) if cell[0] == "ANONYMA"), len(lines))
    persons = sum(numbers[_name(base), sex] for base in bases for sex in SEXES)
    notes = [*NOTES, *notes_on_small_numbers(choice, hides=True)]
    return Table(lines[:at] + time + lines[at:], persons, notes, _labels())


def _lists(choice: ReportScope, counts: Counts) -> dict[tuple[str, str], list[str]]:
    """Every group's values in order: the whole list, so that the layout is the same however few are
    counted.

    Retired codes and municipalities outside the delprojekt are there only when they count somebody.
    """
    income = [*_codes(IncomeSource, counts), sus.MISSING]
    years = range(choice.period.first_on.year, choice.period.last_on.year + 1)
    places = Municipality.objects.filter(delprojekt__in=choice.delprojekt).values_list(
        "code", flat=True
    )
    seen = {cell[2] for cell, _ in counts if cell[:2] == ("BAKGRUND", "KOMMUN")} - {sus.MISSING}
    return {
        ("BAKGRUND", "ÅLDER"): [sus.YOUNGER, *sus.AGE_BANDS, sus.OLDER, sus.MISSING],
        ("BAKGRUND", "UTBILDNING"): [*Education.values, sus.MISSING],
        ("BAKGRUND", "TID"): sus.TIME_BANDS,
        ("BAKGRUND", "FÖRSÖRJNING FÖRE"): income,
        ("BAKGRUND", "REMITTERANDE"): [*_codes(Referrer, counts), sus.MISSING],
        ("BAKGRUND", "KOMMUN"): [*sorted(seen | set(places)), sus.MISSING],
        ("SYSSELSATTNING", "FÖRE"): sus.OCCUPATIONS,
        ("SYSSELSATTNING", "EFTER"): sus.OCCUPATIONS,
        ("FORSORJNING", "FÖRE"): income,
        ("FORSORJNING", "EFTER"): income,
        WORK_OR_STUDY[:2]: [WORK_OR_STUDY[2]],
        NEW_OR_MORE[:2]: [NEW_OR_MORE[2]],
        ("AVSLUT", "ANLEDNING"): [
            code for code in _codes(ExitReason, counts) if code != "FELREGISTRERING"
        ],
        ("ANONYMA", "STARTÅR"): [str(year) for year in years],
    }


def _codes(model: type[Code], counts: Counts) -> list[str]:
    used = {cell[2] for cell, _ in counts}
    return [
        row.code
        for row in model.objects.order_by("position", "code")
        if not row.retired_on or row.code in used
    ]


def _labels() -> dict[str, str]:
    """What the codes mean, for the page and the sheet Om."""
    labels: dict[str, str] = dict(Education.choices) | dict(
        Municipality.objects.values_list("code", "name")
    )
    for model in (IncomeSource, Referrer, ExitReason):
        labels |= dict(model.objects.values_list("code", "label"))
    return labels


def _sums(lists: dict[tuple[str, str], list[str]]) -> Iterator[tuple[str, list[str]]]:
    """What a reader could take apart: exclusive groups and their base, and the two ways to say who
    works or studies.
    """
    for group in WHOLE:
        yield _name(BASES.get(group[0], ENDED)), [_name((*group, value)) for value in lists[group]]
    yield (
        _name(WORK_OR_STUDY),
        [_name(("SYSSELSATTNING", "EFTER", value)) for value in sus.OCCUPATIONS[:2]],
    )


def _name(cell: Cell) -> str:
    return "/".join(cell)


def _line(cell: Cell, cells: Cells) -> dict[str, Any]:
    table, group, value = cell
    base = WORK_OR_STUDY if cell == NEW_OR_MORE else BASES.get(table, ENDED)
    numbers = cells.of(_name(cell), women="K", men="M", total="T")
    return (
        {"table": table, "group": group, "value": value}
        | numbers
        | {"base": cells(_name(base), "T")}
    )


def _months(cell: Cell, counts: Counts, cells: Cells) -> dict[str, Any]:
    """A mean of few says what each was; where one sex is few, the other and the total would give
    it.
    """
    few = [cells.shown[_name(ENDED), sex] is None for sex in SEXES]
    hidden = {"women": any(few), "men": any(few), "total": cells.shown[_name(ENDED), "T"] is None}
    months = {
        name: HIDDEN if hidden[name] else counts.get((cell, sex))
        for name, sex in (("women", "K"), ("men", "M"), ("total", "T"))
    }
    return (
        dict(zip(("table", "group", "value"), cell, strict=True))
        | months
        | {"base": cells(_name(ENDED), "T")}
    )


SUS_AGGREGATE = TableExport(
    slug="sus-aggregat",
    title="SUS: tabeller",
    purpose="Bakgrund, före och efter, avslut och tid i insatsen, som SUS sammanställer dem.",
    population=(
        "Inskrivningar som har börjat (bakgrund, anonyma) eller slutat (övriga tabeller) i perioden. Alla utom anonyma"
        " kräver ett giltigt samtycke till SUS."
    ),
    permission=Permission.SEE_FIGURES,
    columns=columns,
    read=read,
    headed_by=2,
)
