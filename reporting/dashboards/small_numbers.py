"""Small numbers of a dashboard: which of its numbers add up to which others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from participants.people.enums import Sex
from reporting.dashboards.access import DashboardUnit
from reporting.dashboards.queries import PER_DELPROJEKT_COHORTS
from reporting.dashboards.selection import DAY_OF, Selection
from reporting.figures.suppression import suppress

EVERYONE = ""
SEXES = (EVERYONE, *Sex.values)

RowKey = tuple[str, str]  # part and key, as queries.counts has them
CellKey = tuple[str, str, str]  # part, key and sex
CellSum = tuple[CellKey, list[CellKey]]  # a total and the cells that add up to it

# Totals that a reader could take apart: a cohort and the cohorts that make it up.
SUMS = {
    "avslutade": ["arbete-studier", "enbart-ordinarie", "annat"],
    "arbete-studier": ["arbete", "studier"],
    "ordinarie": ["ordinarie-med-arbete", "enbart-ordinarie"],
    "utfall": ["arbete-studier", "enbart-ordinarie"],
}
# Cohorts of which one holds the other: what is left over is a number too, though it is not on the
# page. Left out: who ended on the very last day is both ongoing and exited, which tells a day and
# nothing of the person.
DIFFERENCES = [
    ("inskrivna", "borjade"),
    ("avslutade", "slutade"),
    ("inskrivna", "deltog"),
    ("inskrivna", "avslutade"),
]


@dataclass(frozen=True)
class RowSum:
    """A row of the page, and the rows that add up to it."""

    total: RowKey
    parts: list[RowKey]


def hide_small_numbers(
    cells: dict[CellKey, int],
    unit: DashboardUnit,
    selection: Selection,
    referrers: dict[str, str],
) -> dict[CellKey, int | None]:
    """The cells with None for what is hidden, and the rests that are guarded with them."""
    guarded = cells | _rests(cells)
    relations = _sums_of_sexes(guarded)
    for row_sum in _row_sums(unit, selection, referrers):
        relations += _cell_sums(row_sum, guarded)
    return suppress(guarded, relations)


def _rests(cells: dict[CellKey, int]) -> dict[CellKey, int]:
    rests = {}
    for whole, part in DIFFERENCES:
        row = _rest_row(whole, part)
        for sex in SEXES:
            rest = cells["kohort", whole, sex] - cells["kohort", part, sex]
            rests[*row, sex] = rest
    return rests


def _rest_row(whole: str, part: str) -> RowKey:
    return "rest", f"{whole}-{part}"


def _sums_of_sexes(cells: dict[CellKey, int]) -> list[CellSum]:
    """In every row, everyone is the sum of the sexes."""
    rows = {(part, key) for part, key, _ in cells}
    sums: list[CellSum] = []
    for row in sorted(rows):
        parts = _cells([row], Sex.values)
        sums.append(((*row, EVERYONE), parts))
    return sums


def _cell_sums(row_sum: RowSum, cells: dict[CellKey, int]) -> list[CellSum]:
    """Of each sex and of everyone.

    Left out when they do not add up: who changed delprojekt counts in both, and then their sum
    tells nothing of the whole.
    """
    sums: list[CellSum] = []
    for sex in SEXES:
        total = (*row_sum.total, sex)
        parts = _cells(row_sum.parts, [sex])
        values = map(cells.__getitem__, parts)
        if cells[total] == sum(values):
            sums.append((total, parts))
    return sums


def _cells(rows: Iterable[RowKey], sexes: Iterable[str]) -> list[CellKey]:
    keys = []
    for part, key in rows:
        for sex in sexes:
            keys.append((part, key, sex))
    return keys


def _rows(part: str, keys: Iterable[str]) -> list[RowKey]:
    return [(part, key) for key in keys]


def _row_sums(
    unit: DashboardUnit,
    selection: Selection,
    referrers: dict[str, str],
) -> Iterator[RowSum]:
    """Every total on the page with its parts."""
    for whole, cohorts in SUMS.items():
        yield RowSum(("kohort", whole), _rows("kohort", cohorts))
    for cohort in DAY_OF:
        yield RowSum(("kohort", cohort), _rows(cohort, selection.month_labels))
    yield RowSum(("kohort", "borjade"), _rows("remittent", referrers))
    if not unit.code:
        for cohort in PER_DELPROJEKT_COHORTS:
            delprojekt = [(str(pk), cohort) for pk in unit.ids]
            yield RowSum(("kohort", cohort), delprojekt)
    for whole, part in DIFFERENCES:
        parts = [("kohort", part), _rest_row(whole, part)]
        yield RowSum(("kohort", whole), parts)
