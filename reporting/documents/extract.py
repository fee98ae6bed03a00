"""The register extract: what MIA holds about a person in one enrolment (docs/domain.md §6.3).

As a page, as a tagged PDF and as JSON, for the person to take elsewhere (GDPR articles 15 and 20).
"""

import json
from dataclasses import dataclass
from datetime import date

from interventions.cases import carried
from interventions.registry import list_extract_sections
from mia import audit
from mia.core.others import mask_others
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber
from participants.seams import ExtractRow
from reporting.documents import pdf

PDF_NAME = "registerutdrag.pdf"
JSON_NAME = "registerutdrag.json"


@dataclass(frozen=True)
class FilledSection:
    """A section of a feature with its rows, third parties masked in free texts."""

    title: str
    rows: list[ExtractRow]


@dataclass(frozen=True)
class Extract:
    """Registerutdrag, for the participant: every section that features declare."""

    enrolment: Enrolment
    made_on: date
    has_notes: bool
    sections: list[FilledSection]

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/extract_pdf.html", {"document": self})

    def json(self) -> bytes:
        """The same sections and rows, in order, as UTF-8."""
        sections = []
        for section in self.sections:
            facts = [{"namn": row.label, "varde": row.value} for row in section.rows]
            sections.append({"rubrik": section.title, "uppgifter": facts})
        content = {
            "registerutdrag": str(self.enrolment.delprojekt),
            "gjort": str(self.made_on),
            "anteckningar_ar_med": self.has_notes,
            "avsnitt": sections,
        }
        return json.dumps(content, ensure_ascii=False, indent=2).encode()


def extract(user: Staff, enrolment: Enrolment, today: date, *, form: str = "pdf") -> Extract:
    """What `user` hands out about an enrolment that the user sees, as `form`; it is recorded."""
    carried.attach(user, enrolment)
    numbers = PersonalNumber.objects.visible_in(user, enrolment)
    own = set(numbers.values_list("number", flat=True))
    sections = []
    for section in list_extract_sections():
        rows = [_masked(row, own) for row in section.rows(user, enrolment)]
        sections.append(FilledSection(section.title, rows))
    participant = enrolment.participant_id
    audit.record_event(audit.Action.PRINT, "extract.printed", participant, form=form)
    return Extract(
        enrolment=enrolment,
        made_on=today,
        has_notes=can_read_notes(user, enrolment),
        sections=sections,
    )


def _masked(row: ExtractRow, own: set[str]) -> ExtractRow:
    """A free text without the numbers and addresses of third parties."""
    if not row.is_free_text:
        return row
    return ExtractRow(row.label, mask_others(row.value, own))
