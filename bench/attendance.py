"""The attendance report as PDF: one, and a hundred of them, against WeasyPrint alone on the same
HTML.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction

from bench import bounds
from bench.measure import Job
from bench.place import County
from mia import audit
from mia.access import identity
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.access import get_visible
from reporting.documents import attendance, pdf

MONTH = Period.month("2022-06")
REFERENCE = "WeasyPrint alone on the same HTML, style sheet and PDF/UA settings"
WITH_TIME = """
SELECT enrolment_id FROM interventions_contact
WHERE delprojekt_id = (SELECT id FROM organisation_delprojekt WHERE code = %s)
  AND NOT is_protected
  AND outcome = 'GENOMFORD'
  AND NOT channel IN ('MEDDELANDE', 'MYNDIGHET')
  AND held_on BETWEEN '2022-06-01' AND '2022-06-30'
GROUP BY 1 ORDER BY 1 LIMIT 100
"""
SIZE_MAY_DIFFER = 0.02


@dataclass
class Printing:
    """Reports of some enrolments; `html` is kept for the reference."""

    leader: Staff
    keys: list[Any]
    html: dict[int, str] = field(default_factory=dict)

    def ours(self, many: int) -> int:
        """Bytes of all the reports, made in one unit of work that is taken back."""
        audit.begin()
        size = 0
        with identity.acting_as(self.leader.pk, source="bench") as work:
            for number, key in enumerate(self.keys[:many]):
                enrolment = get_visible(self.leader, key)
                document = attendance.attendance(self.leader, enrolment, MONTH)
                self.html[number], content = document.pdf()
                size += len(content)
            audit.flush(actor=work.actor, request_id=work.request_id, route="bench", ip=None)
            transaction.set_rollback(True)
        return size

    def reference(self, many: int) -> int:
        from weasyprint import HTML

        size = 0
        for number in range(min(many, len(self.keys))):
            document = HTML(string=self.html[number])
            content = document.write_pdf(stylesheets=[pdf.stylesheet()], pdf_variant="pdf/ua-1")
            size += len(content)
        return size


def jobs(county: County) -> Iterator[Job]:
    rows = county.ask(WITH_TIME, county.busy[2])
    printing = Printing(county.staff("leader"), [key for (key,) in rows])
    for many in (1, 3) if county.small else (1, 100):
        yield Job(
            name=f"attendance PDF, {many}",
            ours=partial(printing.ours, many),
            reference=partial(printing.reference, many),
            reference_is=REFERENCE,
            bounds=bounds.ATTENDANCE,
            same=is_as_large,
        )


def is_as_large(ours: int, reference: int) -> bool:
    return abs(ours - reference) < SIZE_MAY_DIFFER * ours
