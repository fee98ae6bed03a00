"""Small numbers of a dashboard: which of its numbers add up to which others."""

from collections.abc import Iterator

from participants.people.enums import Sex
from reporting.dashboards.access import DashboardUnit
from reporting.dashboards.queries import PER_DELPROJEKT_COHORTS
from reporting.dashboards.selection import DAY_OF, Selection
from reporting.figures.suppression import suppress

EVERYONE = ""
SEXES = (EVERYONE, *Sex.values)

RowKey = tuple[str, str]  # part and key, as queries.counts has them
CellKey = tuple[str, str, str]  # part, key and sex
RowSum = tuple[RowKey, list[RowKey]]  # a total and the rows that add up to it
CellSum = tuple[CellKey, list[CellKey]]

# Totals that a reader could take apart: a cohort and the cohorts that make it up.
SUMS = {
    "avslutade": ["arbete-studier", "ordinarie", "annat"],
    "arbete-studier": ["arbete", "studier"],
    "utfall": ["arbete-studier", "ordinarie"],
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


def hide_small_numbers(
    cells: dict[CellKey, int], unit: DashboardUnit, selection: Selection, referrers: dict[str, str]
) -> dict[CellKey, int | None]:
    """The cells with None for what is hidden, and the rests that are guarded with them."""
    guarded = cells | _rests(cells)
    rows = sorted({(part, key) for part, key, _ in guarded})
    relations = [_sum_of_sexes(row) for row in rows]
    for row_sum in _row_sums(unit, selection, referrers):
        for total, parts in _cell_sums(row_sum):
            # Who changed delprojekt counts in both: then their sum tells nothing of the whole.
            if guarded[total] == sum(guarded[part] for part in parts):
                relations.append((total, parts))
    return suppress(guarded, relations)


def _rests(cells: dict[CellKey, int]) -> dict[CellKey, int]:
    rests = {}
    for whole, part in DIFFERENCES:
        for sex in SEXES:
            rest = cells["kohort", whole, sex] - cells["kohort", part, sex]
            rests[*_rest_row(whole, part), sex] = rest
    return rests


def _rest_row(whole: str, part: str) -> RowKey:
    return "rest", f"{whole}-{part}"


def _sum_of_sexes(row: RowKey) -> CellSum:
    return (*row, EVERYONE), [(*row, sex) for sex in Sex.values]


def _cell_sums(row_sum: RowSum) -> Iterator[CellSum]:
    """Of each sex and of everyone."""
    total, parts = row_sum
    for sex in SEXES:
        yield (*total, sex), [(*part, sex) for part in parts]


def _row_sums(
    unit: DashboardUnit, selection: Selection, referrers: dict[str, str]
) -> Iterator[RowSum]:
    """Every total on the page with its parts."""
    for whole, cohorts in SUMS.items():
        yield ("kohort", whole), [("kohort", cohort) for cohort in cohorts]
    months = selection.period.months()
    labels = [month.label for month in months]
    for cohort in DAY_OF:
        yield ("kohort", cohort), [(cohort, label) for label in labels]
    yield ("kohort", "borjade"), [("remittent", code) for code in referrers]
    if not unit.code:
        for cohort in PER_DELPROJEKT_COHORTS:
            yield ("kohort", cohort), [(str(pk), cohort) for pk in unit.ids]
    for whole, part in DIFFERENCES:
        yield ("kohort", whole), [("kohort", part), _rest_row(whole, part)]
