"""What holds against disposal add to the register extract."""

from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import ExtractRow, ExtractSection, field_rows
from reporting.retention.models import DisposalHold

FIELDS = ("placed_at", "reason", "placed_by", "lifted_at", "lifted_by")


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """That everything is kept for longer, since when, and why."""
    rows: list[ExtractRow] = []
    holds = DisposalHold.objects.visible_to(user).filter(participant=enrolment.participant_id)
    for hold in holds.select_related("placed_by", "lifted_by").order_by("placed_at", "pk"):
        rows += field_rows(hold, FIELDS)
    return rows


EXTRACT = ExtractSection("Spärrar mot gallring", extract_rows)
