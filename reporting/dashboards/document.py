"""The dashboard as a document to print."""

from dataclasses import dataclass
from datetime import date

from mia import audit
from reporting.dashboards import sections
from reporting.dashboards.overview import Overview
from reporting.documents import pdf


@dataclass(frozen=True)
class DashboardDocument:
    """The dashboard on paper: the same overview, so the same numbers and charts, without links."""

    overview: Overview
    made_on: date

    @property
    def tiles(self) -> list[sections.Tile]:
        return sections.tiles(self.overview)

    @property
    def sections(self) -> list[sections.Section]:
        return sections.sections(self.overview)

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/dashboards/dashboard_pdf.html", {"document": self})


def dashboard(overview: Overview, *, made_on: date) -> DashboardDocument:
    """Noted in the trail; it holds nothing about a person."""
    audit.record_event(
        audit.Action.PRINT, "dashboard.printed", place=overview.place.code, shown=overview.query
    )
    return DashboardDocument(overview, made_on)
