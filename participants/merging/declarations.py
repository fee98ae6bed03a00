"""What merges add to the pages that show many features."""

from django.utils import timezone

from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.merging import access, queries
from participants.seams import CaseLink, ExtractRow, ExtractSection, Feature


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """That two registrations were merged: when, by whom, and under which name the other stood."""
    rows = []
    for merge in queries.merges_of(user, enrolment):
        on = timezone.localtime(merge.merged_at)
        value = f"registreringen av {merge.former_name}, sammanslagen av {merge.merged_by}"
        if merge.undone_at:
            undone_on = timezone.localtime(merge.undone_at)
            value += f", tillbakatagen {undone_on:%Y-%m-%d %H:%M} av {merge.undone_by}"
        rows.append(ExtractRow(f"{on:%Y-%m-%d %H:%M}", value))
    return rows


FEATURE = Feature(
    links=(CaseLink("Slå ihop med en annan registrering", "sla-ihop/", access.can_merge_person),),
    extract=(ExtractSection("Sammanslagna registreringar", extract_rows),),
)
