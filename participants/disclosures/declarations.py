"""What disclosures add to the pages that show many features."""

from django.utils.text import capfirst

from mia.organisation.staff.models import Staff
from participants.disclosures import queries
from participants.enrolments import access
from participants.enrolments.models import Enrolment
from participants.seams import CaseLink, ExtractRow, ExtractSection, Feature


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """What has been handed out, to whom, on which consent: by staff, and in files."""
    rows = []
    for row in queries.disclosures_of(user, enrolment):
        consent = f"samtycke till {row.consent}, gavs {row.consent.given_on}"
        value = f"{capfirst(row.content)} till {row.get_agency_display()} ({consent})"
        rows.append(ExtractRow(f"{row.disclosed_on}", value))
    for sent in queries.sent_files(enrolment, list(enrolment.consents.all())):
        value = f"{capfirst(sent.title)}, {sent.period} ({sent.ground})"
        rows.append(ExtractRow(f"{sent.made_on}", value))
    return rows


FEATURE = Feature(
    links=(CaseLink("Vad som har lämnats ut", "utlamnat/", access.can_edit_enrolment),),
    extract=(ExtractSection("Vad som har lämnats ut", extract_rows),),
)
