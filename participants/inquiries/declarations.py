"""What questions between delprojekt add to the pages that show many features."""

from django.utils import timezone

from mia.organisation.staff.models import Staff
from participants.enrolments import access
from participants.enrolments.models import Enrolment
from participants.inquiries import queries
from participants.inquiries.demo import demo_rows
from participants.inquiries.models import Inquiry
from participants.seams import CaseLink, ExtractRow, ExtractSection, Feature, Queue


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Which delprojekt has asked about the person, and what it was told, on which consent."""
    rows = []
    for row in queries.inquiries_of(user, enrolment):
        parts = [f"{row.asking.name} frågade: {row.get_outcome_display()}"]
        if row.answered_at is not None:
            parts.append(f"den {timezone.localtime(row.answered_at):%Y-%m-%d}")
        if row.answered_by is not None:
            parts.append(f"av {row.answered_by}")
        if row.text:
            parts.append(f"med svaret ”{row.text}”")
        if row.ground:
            parts.append(f"på samtycke till {row.ground}")
        asked_at = timezone.localtime(row.registered_at)
        rows.append(ExtractRow(f"{asked_at:%Y-%m-%d}", " ".join(parts), is_free_text=True))
    return rows


FEATURE = Feature(
    links=(CaseLink("Frågor mellan delprojekt", "fragor/", access.can_edit_enrolment),),
    queues=(
        Queue("fraga", "Fråga från ett annat delprojekt", queries.is_asked),
        Queue("svar", "Svar från ett annat delprojekt", queries.is_told),
    ),
    extract=(ExtractSection("Frågor från andra delprojekt", extract_rows),),
    retention=(Inquiry,),
    demo=demo_rows,
)
