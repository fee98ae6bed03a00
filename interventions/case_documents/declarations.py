"""What documents add to the pages that show many features."""

from django.utils import timezone

from interventions.case_documents import queries
from interventions.case_documents.demo import demo_rows
from interventions.case_documents.models import CaseDocument, DocumentReading
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import CaseLink, ExtractRow, ExtractSection, Feature


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """What is kept; the files themselves are handed out beside the extract."""
    readings = queries.readings_by_version(user, enrolment)
    rows = []
    for number, row in enumerate(queries.list_documents(user, enrolment), start=1):
        for version in row.versions:
            saved_at = timezone.localtime(version.registered_at)
            label = f"Dokument {number}, version {version.ordinal}"
            value = f"{version.title} ({version.get_media_type_display()}, {version.size} byte)"
            value += f", sparat {saved_at:%Y-%m-%d} av {version.registered_by}"
            rows.append(ExtractRow(label, value, is_free_text=True))
            for reading in readings.get(version.pk, ()):
                read_at = timezone.localtime(reading.read_at)
                opened = f"{read_at:%Y-%m-%d} av {reading.read_by}"
                rows.append(ExtractRow(f"{label}, öppnat", opened))
    return rows


FEATURE = Feature(
    urls="interventions.case_documents.urls",
    links=(CaseLink("Dokument", "dokument/", can_read_notes),),
    extract=(ExtractSection("Dokument", extract_rows),),
    retention=(DocumentReading, CaseDocument),
    demo=demo_rows,
)
