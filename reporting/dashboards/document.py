"""The dashboard as a document to print."""

from dataclasses import dataclass
from datetime import date

from mia import audit
from reporting.dashboards import sections, tiles
from reporting.dashboards.overview import Overview
from reporting.dashboards.section import Section
from reporting.documents import pdf


@dataclass(frozen=True)
class DashboardDocument:
    """The dashboard on paper: the same overview, so the same numbers and charts, without links."""

    overview: Overview
    made_on: date

    @property
    def tiles(self) -> list[tiles.Tile]:
        return tiles.tiles(self.overview)

    @property
    def sections(self) -> list[Section]:
        return sections.sections(self.overview)

    @property
    def file_name(self) -> str:
        unit = self.overview.unit.code or "MIA"
        return f"oversikt_{unit}_{self.overview.selection.period.last_on:%Y-%m}.pdf"

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/dashboards/dashboard_pdf.html", {"document": self})


def dashboard(overview: Overview, *, made_on: date) -> DashboardDocument:
    """The document, which holds nothing about a person; the print is recorded."""
    audit.record_event(
        audit.Action.PRINT,
        "dashboard.printed",
        delprojekt=overview.unit.code,
        selection=overview.query,
    )
    return DashboardDocument(overview, made_on)
