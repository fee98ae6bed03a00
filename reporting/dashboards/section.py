"""What every section of the dashboard is made of."""

from dataclasses import dataclass

from reporting.dashboards.charts import Chart
from reporting.dashboards.overview import Overview
from reporting.figures.numbers import BySex, FigureCell, FigureTable


@dataclass(frozen=True)
class Section:
    slug: str
    heading: str
    texts: list[str]
    chart: Chart | None
    tables: list[FigureTable]


def sex_columns(overview: Overview) -> list[str]:
    if overview.has_unknown:
        return ["Kvinnor", "Män", "Framgår inte", "Totalt"]
    return ["Kvinnor", "Män", "Totalt"]


def cells_of(overview: Overview, *groups: BySex) -> list[FigureCell]:
    """The cells under `_sex_columns`, once for each of the groups."""
    cells: list[FigureCell] = []
    for numbers in groups:
        cells += numbers.cells(overview.has_unknown)
    return cells
