"""The dashboard as a page or a PDF shows it: every number once, by sex, with what may not be shown
taken out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from participants.people.enums import Sex
from reporting.dashboards import queries
from reporting.dashboards.access import DashboardUnit, unit_path
from reporting.dashboards.column_chart import MonthFlow
from reporting.dashboards.selection import DAY_OF, METHODS, FigureFilter, Selection
from reporting.dashboards.small_numbers import EVERYONE, CellKey, RowKey
from reporting.dashboards.targets import UnitTargets, unit_targets
from reporting.figures.cohorts import COHORTS
from reporting.figures.numbers import BySex, Number

LabelledNumbers = tuple[str, BySex]


@dataclass(frozen=True)
class Overview:
    """The numbers of one unit and selection. `query` keeps the selection in links."""

    unit: DashboardUnit
    selection: Selection
    query: dict[str, str]
    targets: UnitTargets
    referrers: dict[str, str]
    cells: dict[CellKey, int | None] = field(repr=False)
    has_links: bool
    quarters: list[MonthFlow] | None = None  # instead of months, in published figures

    @property
    def is_published(self) -> bool:
        return self.quarters is not None

    @property
    def target(self) -> int | None:
        """Participants to reach; None when there is no target."""
        return self.targets.whole

    def target_of(self, delprojekt: Delprojekt) -> int | None:
        return self.targets.by_delprojekt[delprojekt.pk]

    def cohort(self, slug: str) -> BySex:
        return self._numbers(("kohort", slug), FigureFilter(slug))

    def cohort_of(self, delprojekt: Delprojekt, slug: str) -> BySex:
        """A cohort of one delprojekt, as its own dashboard counts it."""
        row = (str(delprojekt.pk), slug)
        return self._numbers(row, FigureFilter(slug), unit_path(delprojekt.code))

    def _numbers(self, row: RowKey, figure: FigureFilter, path: str = "") -> BySex:
        """A row of the cells; `figure` is its list, at another unit's path when one is given."""
        by_sex = {}
        for sex in (*Sex.values, EVERYONE):
            url = self._list_url(figure.for_sex(sex), path or self.unit.path)
            by_sex[sex] = Number(self.cells[*row, sex], url)
        return BySex(
            women=by_sex[Sex.WOMAN],
            men=by_sex[Sex.MAN],
            unknown=by_sex[Sex.UNKNOWN],
            total=by_sex[EVERYONE],
        )

    def _list_url(self, figure: FigureFilter, path: str) -> str:
        """The list behind a number, for those who may see it."""
        if not (self.has_links and self.unit.has_lists):
            return ""
        return f"{path}lista/?{urlencode(self.query | figure.query)}"

    def url_of(self, delprojekt: Delprojekt) -> str:
        """A delprojekt's own dashboard for the same period."""
        if not self.has_links:
            return ""
        return f"{unit_path(delprojekt.code)}?{urlencode(self.query)}"

    @cached_property
    def has_unknown(self) -> bool:
        """Whether there is anybody whose number does not tell the sex."""
        return self.cells["kohort", "inskrivna", Sex.UNKNOWN] != 0

    @cached_property
    def months(self) -> list[MonthFlow]:
        if self.quarters is not None:
            return self.quarters
        flows = []
        for month in self.selection.period.months():
            started = self._in_month("borjade", month.label)
            ended = self._in_month("slutade", month.label)
            flows.append(MonthFlow(month, started, ended))
        return flows

    def _in_month(self, cohort: str, month: str) -> BySex:
        return self._numbers((cohort, month), FigureFilter(cohort, month=month))

    @cached_property
    def inflow(self) -> list[LabelledNumbers]:
        """Per referrer, most first; those that count nobody are left out."""
        rows = []
        for code, label in self.referrers.items():
            figure = FigureFilter("borjade", referrer=code)
            numbers = self._numbers(("remittent", code), figure)
            if numbers.total.value != 0:
                rows.append((label, numbers))
        return sorted(rows, key=_total, reverse=True)

    @cached_property
    def methods(self) -> list[LabelledNumbers]:
        rows = []
        for code, label in METHODS.items():
            figure = FigureFilter("deltog", method=code)
            numbers = self._numbers(("metod", code), figure)
            rows.append((label[:1].upper() + label[1:], numbers))
        return rows


def _total(row: LabelledNumbers) -> int:
    """0 when it is hidden."""
    _, numbers = row
    return numbers.total.value or 0


def read(
    unit: DashboardUnit,
    selection: Selection,
    query: dict[str, str],
    projects: list[EsfProject],
    *,
    has_links: bool = True,
) -> Overview:
    """Return the overview of what is counted now: one statement of counts, one of labels, one of
    targets.

    Raises ValueError for a reader who is outside and gets what is published
    (published_overview.py).
    """
    if not unit.is_exact:
        raise ValueError(unit)
    referrers = queries.referrers()
    counts = queries.counts(selection, per_delprojekt=not unit.code)
    cells: dict[CellKey, int] = {}
    for row in _rows(unit, selection, referrers):
        everyone = 0
        for sex in Sex.values:
            cells[*row, sex] = counts.get((*row, sex), 0)
            everyone += cells[*row, sex]
        cells[*row, EVERYONE] = everyone
    projects_with_somebody = {key for part, key, _ in counts if part == "projekt"}
    return Overview(
        unit=unit,
        selection=selection,
        query=query,
        targets=unit_targets(unit, selection, projects, projects_with_somebody),
        referrers=referrers,
        cells={**cells},
        has_links=has_links,
    )


def _rows(unit: DashboardUnit, selection: Selection, referrers: dict[str, str]) -> Iterator[RowKey]:
    """Every row of the page."""
    for slug in COHORTS:
        yield "kohort", slug
    for cohort in DAY_OF:
        for label in selection.month_labels:
            yield cohort, label
    for code in referrers:
        yield "remittent", code
    for code in METHODS:
        yield "metod", code
    if not unit.code:
        for pk in unit.ids:
            for cohort in queries.PER_DELPROJEKT_COHORTS:
                yield str(pk), cohort
