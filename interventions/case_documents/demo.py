"""Documents of the demo county: a plan that was signed on paper, of a few."""

import base64
from collections.abc import Iterator

from django.db.models import Model

from interventions.case_documents.enums import MediaType
from interventions.case_documents.models import CaseDocument, DocumentReading
from mia.core.draw import at_hour
from participants.demo import DemoStay

CONTENT = b"%PDF-1.4\n% Undertecknad plan, demodata.\n%%EOF\n"
KEPT = 0.12


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    rng = stay.random_for("documents")
    if not rng.happens(KEPT):
        return
    enrolment, worker = stay.enrolment, stay.place.staff[0]
    day = rng.between(enrolment.started_on, stay.last_day)
    version = CaseDocument(
        id=rng.key(day),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        document=rng.key(day),
        ordinal=1,
        title="Undertecknad plan",
        media_type=MediaType.PDF,
        size=len(CONTENT),
        content=base64.b64encode(CONTENT).decode(),
        registered_at=at_hour(day, 15),
        registered_by=worker,
    )
    yield version
    yield DocumentReading(
        id=rng.key(day),
        version=version,
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        read_at=at_hour(day, 16),
        read_by=worker,
    )
