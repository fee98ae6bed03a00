"""What attested months add to the pages that show many features."""

from interventions.attestations.demo import demo_rows
from interventions.attestations.models import Attestation
from interventions.attestations.queries import hours_text
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import ExtractRow, ExtractSection, Feature


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    attestations = Attestation.objects.visible_in(user, enrolment)
    for attestation in attestations.select_related("registered_by").order_by("first_on"):
        hours = hours_text(attestation.minutes)
        value = f"{attestation.minutes} minuter, {hours} timmar"
        rows.append(ExtractRow(f"{attestation.first_on:%Y-%m}", value))
    return rows


FEATURE = Feature(
    urls="interventions.attestations.urls",
    extract=(ExtractSection("Intygad närvaro", extract_rows),),
    retention=(Attestation,),
    demo=demo_rows,
)
