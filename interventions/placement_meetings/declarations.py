"""What meetings about placements add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from interventions.placement_meetings import queries
from interventions.placement_meetings.demo import demo_rows
from interventions.placement_meetings.models import PlacementMeeting
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
    field_rows,
)

EXTRACT_FIELDS = ("attendees", "next_on")
FREE_TEXTS = ("summary", "next_step")


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {"meetings": queries.list_meetings(user, enrolment)}


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for meeting in queries.list_meetings(user, enrolment):
        rows.append(ExtractRow(f"{meeting.held_on}", f"träff på {meeting.placement.workplace}"))
        rows += field_rows(meeting, EXTRACT_FIELDS)
        for fact in field_rows(meeting, FREE_TEXTS):
            rows.append(ExtractRow(fact.label, fact.value, is_free_text=True))
    return rows


FEATURE = Feature(
    urls="interventions.placement_meetings.urls",
    sections=(
        CaseSection(
            slug="traffar",
            title="Månadsträffar om arbetsträning",
            template="interventions/placement_meetings/case_section.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    queues=(Queue("manadstraff", "Ingen månadsträff", queries.without_meeting),),
    extract=(ExtractSection("Månadsträffar om arbetsträning", extract_rows),),
    retention=(PlacementMeeting,),
    demo=demo_rows,
)
