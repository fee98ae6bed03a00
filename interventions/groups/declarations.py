"""What groups add to the pages that show many features."""

from django.utils.text import capfirst

from interventions.groups import closing, queries
from interventions.groups.demo import demo_rows
from interventions.groups.models import GroupMember
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
    ClosingPart,
    ExtractRow,
    ExtractSection,
    Feature,
    TimelineEntry,
    TimelineSource,
    period_text,
)


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """When the participant began and stopped. Who came to an occasion is a contact."""
    entries = []
    for member in enrolment.groups.all():
        entries.append(TimelineEntry(member.started_on, "Började i en grupp"))
        if member.ended_on is not None:
            entries.append(TimelineEntry(member.ended_on, "Slutade i en grupp"))
    return entries


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for member in queries.list_of_enrolment(user, enrolment):
        kind = capfirst(member.group.get_kind_display())
        period = period_text(member.started_on, member.ended_on)
        rows.append(ExtractRow(kind, f"{member.group.name}, {period}"))
    return rows


FEATURE = Feature(
    urls="interventions.groups.urls",
    carried=CarriedRows("groups", GroupMember, ("started_on", "pk"), can_read_notes),
    closing=ClosingPart(running=closing.running, end=closing.end_running),
    timeline=(TimelineSource(timeline_entries),),
    extract=(ExtractSection("Grupper", extract_rows),),
    retention=(GroupMember,),
    demo=demo_rows,
)
