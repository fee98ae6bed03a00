"""The register extract: what MIA holds about a person in one enrolment (docs/domain.md §6.3)."""

from dataclasses import dataclass
from datetime import date

from interventions.cases.queries import load_related
from interventions.registry import FEATURES
from mia import audit
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import ExtractRow
from reporting.documents import pdf

FILE_NAME = "registerutdrag.pdf"


@dataclass(frozen=True)
class FilledSection:
    title: str
    rows: list[ExtractRow]


@dataclass(frozen=True)
class Extract:
    """Registerutdrag, for the participant: every section that features declare."""

    enrolment: Enrolment
    printed_on: date
    has_notes: bool
    sections: list[FilledSection]

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/extract_pdf.html", {"document": self})


def extract(user: Staff, enrolment: Enrolment, today: date) -> Extract:
    """What `user` prints about an enrolment that the user sees; the print is recorded."""
    load_related(user, enrolment)
    sections = []
    for feature in FEATURES:
        for section in feature.extract:
            sections.append(FilledSection(section.title, section.rows(user, enrolment)))
    audit.record_event(audit.Action.PRINT, "extract.printed", enrolment.participant_id)
    return Extract(
        enrolment=enrolment,
        printed_on=today,
        has_notes=can_read_notes(user, enrolment),
        sections=sections,
    )
