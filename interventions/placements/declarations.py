"""What placements add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst

from interventions.placements import access, closing, queries
from interventions.placements.demo import demo_rows
from interventions.placements.models import (
    IN_ORDER,
    PLAN_TEXTS,
    HoursStep,
    Placement,
    PlacementPlan,
)
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
    CasePart,
    CaseSection,
    ClosingPart,
    ExtractRow,
    ExtractSection,
    Feature,
    TimelineEntry,
    TimelineSource,
    field_rows,
    period_text,
)

EXTRACT_FIELDS = (
    "host",
    "agreement",
    "branch",
    "tasks",
    "is_digital",
    "supervisor",
    "is_enhanced",
    "planned_until",
    "end_reason",
    "result",
)


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The placements that run today."""
    return {"running": [row for row in enrolment.placements.all() if row.is_running(today)]}


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Every placement with its hours and its plan."""
    return {
        "rows": queries.list_placements(user, enrolment, today),
        "may_place": access.can_place(user, enrolment),
    }


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The first and the last day of each placement."""
    entries = []
    for placement in enrolment.placements.all():
        entries.append(TimelineEntry(placement.started_on, f"Började {placement}"))
        if placement.ended_on:
            entries.append(TimelineEntry(placement.ended_on, f"Slutade {placement}"))
    return entries


def extract_placements(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for row in queries.list_placements(user, enrolment, enrolment.started_on):
        placement = row.placement
        period = period_text(placement.started_on, placement.ended_on)
        rows.append(ExtractRow(capfirst(str(placement)), period))
        rows += field_rows(placement, EXTRACT_FIELDS)
        for step in row.steps:
            rows.append(ExtractRow(f"Från {step.started_on}, {placement.workplace}", str(step)))
        if row.plan is not None:
            rows += plan_rows(row.plan)
    return rows


def plan_rows(plan: PlacementPlan) -> list[ExtractRow]:
    rows = []
    for fact in field_rows(plan, PLAN_TEXTS):
        rows.append(ExtractRow(fact.label, fact.value, is_free_text=True))
    return rows


FEATURE = Feature(
    urls="interventions.placements.urls",
    carried=CarriedRows("placements", Placement, IN_ORDER),
    facts=(CasePart("interventions/placements/case_facts.html", case_facts),),
    sections=(
        CaseSection(
            slug="placeringar",
            title="Arbetsträning",
            template="interventions/placements/case_section.html",
            data=case_section,
        ),
    ),
    timeline=(TimelineSource(timeline_entries),),
    extract=(ExtractSection("Arbetsträning", extract_placements),),
    retention=(Placement, HoursStep, PlacementPlan),
    closing=ClosingPart(running=closing.running, end=closing.end_running),
    demo=demo_rows,
)
