"""What transitions add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst

from interventions.transitions import access, queries
from interventions.transitions.demo import demo_rows
from interventions.transitions.models import IN_ORDER, Transition
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
    CaseLink,
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
    TimelineEntry,
    TimelineSource,
    field_text,
)

EXTRACT_FIELDS = ("unit", "receiver_role")


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    may_plan = access.can_plan_transition(user, enrolment)
    return {"transitions": enrolment.transitions.all(), "may_plan": may_plan}


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """When each was planned, the day they met, and its start."""
    entries = []
    for row in enrolment.transitions.all():
        title = capfirst(str(row))
        entries.append(TimelineEntry(row.planned_on, f"{title} planerades"))
        if row.met_on:
            entries.append(TimelineEntry(row.met_on, f"{title}: gemensamt möte"))
        if row.started_on:
            entries.append(TimelineEntry(row.started_on, f"{title} började"))
    return entries


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for row in enrolment.transitions.all():
        values = [f"planerad {row.planned_on}"]
        for name in EXTRACT_FIELDS:
            if getattr(row, name):
                values.append(field_text(row, name))
        if row.met_on:
            values.append(f"gemensamt möte {row.met_on}")
        values.append(field_text(row, "state"))
        if row.started_on:
            values.append(str(row.started_on))
        rows.append(ExtractRow(capfirst(str(row)), ", ".join(values)))
    return rows


FEATURE = Feature(
    urls="interventions.transitions.urls",
    carried=CarriedRows("transitions", Transition, IN_ORDER),
    sections=(
        CaseSection(
            slug="overgangar",
            title="Övergångar",
            template="interventions/transitions/case_section.html",
            data=case_section,
        ),
    ),
    links=(CaseLink("Planera en övergång", "overgangar/", access.can_plan_transition),),
    timeline=(TimelineSource(timeline_entries),),
    queues=(Queue("overgang", "Övergång utan svar", queries.without_answer),),
    extract=(ExtractSection("Övergångar", extract_rows),),
    retention=(Transition,),
    demo=demo_rows,
)
