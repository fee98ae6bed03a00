"""The attendance report as PDF: one, and a hundred of them, against WeasyPrint alone on the same
HTML.
"""

from collections.abc import Iterator

from django.db import transaction

from bench.measure import Job
from bench.place import County
from mia import audit
from mia.access import identity
from mia.core.period import Period
from participants.enrolments.access import get_visible
from reporting.documents import attendance, pdf

MONTH = Period.month("2022-06")
SAYS = "WeasyPrint alone on the same HTML, style sheet and PDF/UA settings"
WITH_TIME = """
SELECT enrolment_id FROM interventions_contact
WHERE delprojekt_id = (SELECT id FROM organisation_delprojekt WHERE code = %s) AND NOT is_protected
  AND outcome = 'GENOMFORD' AND NOT channel IN ('MEDDELANDE', 'MYNDIGHET') AND held_on BETWEEN '2022-06-01' AND '2022-06-30'
GROUP BY 1 ORDER BY 1 LIMIT 100
"""


def jobs(county: County) -> Iterator[Job]:
    leader = county.staff("leader")
    keys = [row[0] for row in county.ask(WITH_TIME, county.busy[2])]
    html: dict[int, str] = {}

    def ours(many: int) -> int:
        audit.begin()
        size = 0
        with identity.acting_as(leader.pk, source="bench") as work:
            for number, key in enumerate(keys[:many]):
                document = attendance.attendance(leader, get_visible(leader, key), MONTH)
                html[number], content = document.pdf()
                size += len(content)
            audit.flush(actor=work.actor, request_id=work.request_id, route="bench", ip=None)
            transaction.set_rollback(True)
        return size

    def floor(many: int) -> int:
        from weasyprint import HTML

        style = pdf.stylesheet()
        return sum(
            len(HTML(string=html[number]).write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1"))
            for number in range(min(many, len(keys)))
        )

    for many in (1, 3) if county.small else (1, 100):
        yield Job(
            f"attendance PDF, {many}",
            lambda many=many: ours(many),
            lambda many=many: floor(many),
            SAYS,
            goal=1.1,
            same=lambda a, b: abs(a - b) < 0.02 * a,
        )
