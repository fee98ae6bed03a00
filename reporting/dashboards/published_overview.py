"""The dashboard of a reader outside the delprojekt: what is published, and nothing is counted."""

from collections.abc import Iterable
from itertools import pairwise

from mia.core.period import Period
from mia.organisation.delprojekt.models import EsfProject
from participants.people.enums import Sex
from reporting.dashboards import queries
from reporting.dashboards.access import DashboardUnit
from reporting.dashboards.column_chart import MonthFlow
from reporting.dashboards.overview import Overview
from reporting.dashboards.selection import METHODS, Selection
from reporting.dashboards.small_numbers import EVERYONE, CellKey
from reporting.dashboards.targets import unit_targets
from reporting.figures.by_sex import TOTAL
from reporting.figures.cohorts import COHORTS
from reporting.figures.numbers import BySex, Number
from reporting.publications.models import Publication
from reporting.publications.tables import WHOLE, cohort_line

SEX_KEYS = {**{sex: sex for sex in Sex.values}, EVERYONE: TOTAL}


def read_published(
    unit: DashboardUnit,
    publication: Publication,
    earlier: list[Publication],
    projects: list[EsfProject],
) -> Overview:
    """Return the overview of a publication, with a quarter for each that was published before it.

    `unit` is the whole programme or one delprojekt; `earlier` are published before, the oldest
    first.
    """
    referrers = _referrers_of(unit)
    selection = Selection(
        publication.period, tuple(unit.ids), tuple(project.pk for project in projects)
    )
    begun = [str(row.pk) for row in projects if row.started_on <= publication.last_on]
    return Overview(
        unit=unit,
        selection=selection,
        query={"till": f"{publication.last_on:%Y-%m}"},
        targets=unit_targets(unit, selection, projects, begun),
        referrers=referrers,
        cells=_cells(unit, publication, referrers),
        has_links=True,
        quarters=_quarters(unit, [*earlier, publication]),
    )


def _referrers_of(unit: DashboardUnit) -> dict[str, str]:
    """Those whose inflow the page shows: a delprojekt alone has none, a party sees its own."""
    if unit.code:
        return {}
    referrers = queries.referrers()
    if not unit.party:
        return referrers
    return {unit.party: referrers[unit.party]}


def table_of(unit: DashboardUnit) -> str:
    return unit.code or WHOLE


def _cells(
    unit: DashboardUnit, publication: Publication, referrers: Iterable[str]
) -> dict[CellKey, int | None]:
    """What is shown of every row of the page. A delprojekt alone has no referrers and methods."""
    table = table_of(unit)
    lines = {}
    for slug in COHORTS:
        lines["kohort", slug] = (table, cohort_line(slug))
    if not unit.code:
        for code in referrers:
            lines["remittent", code] = (table, f"remittent/{code}")
        for code in METHODS:
            lines["metod", code] = (table, f"metod/{code}")
        for delprojekt in unit.delprojekt:
            for slug in queries.PER_DELPROJEKT_COHORTS:
                lines[str(delprojekt.pk), slug] = (delprojekt.code, cohort_line(slug))
    cells: dict[CellKey, int | None] = {}
    for row, line in lines.items():
        for sex, published_sex in SEX_KEYS.items():
            cells[*row, sex] = publication.release.shown((*line, published_sex))
    return cells


def _quarters(unit: DashboardUnit, every: list[Publication]) -> list[MonthFlow]:
    """What came between each publication and the next, where both are shown."""
    flows = []
    for before, after in pairwise(every):
        period = Period(before.period.stop, after.last_on)
        started = _growth(unit, before, after, "inskrivna")
        ended = _growth(unit, before, after, "avslutade")
        flows.append(MonthFlow(period, started, ended))
    return flows


def _growth(unit: DashboardUnit, before: Publication, after: Publication, cohort: str) -> BySex:
    numbers = {}
    for sex in SEX_KEYS.values():
        key = (table_of(unit), cohort_line(cohort), sex)
        numbers[sex] = Number(_difference(before.release.shown(key), after.release.shown(key)))
    return BySex(
        women=numbers[Sex.WOMAN],
        men=numbers[Sex.MAN],
        unknown=numbers[Sex.UNKNOWN],
        total=numbers[TOTAL],
    )


def _difference(before: int | None, after: int | None) -> int | None:
    """None when one is hidden, or when corrections have made the number smaller."""
    if before is None or after is None or after < before:
        return None
    return after - before
