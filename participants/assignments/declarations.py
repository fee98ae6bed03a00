"""What assignments add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from mia.organisation.staff.models import Staff
from participants.assignments import closing, queries
from participants.assignments.demo import demo_rows
from participants.assignments.models import Assignment
from participants.enrolments import access
from participants.enrolments.models import Enrolment
from participants.seams import (
    CaseNotice,
    CasePart,
    CaseSection,
    ClosingPart,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
    TimelineEntry,
    TimelineSource,
    period_text,
)


def related(user: Staff, enrolment: Enrolment) -> Prefetch:
    """The assignments of the case with their staff, in the order they began."""
    rows = Assignment.objects.visible_in(user, enrolment).select_related("staff")
    return Prefetch("assignments", queryset=rows.order_by("started_on", "pk"))


def assigned_on(enrolment: Enrolment, day: date) -> list[Assignment]:
    """Assignments on the day, the last day inclusive; of an ended enrolment, those at its end."""
    if enrolment.ended_on:
        day = min(day, enrolment.ended_on)
    return [
        row
        for row in enrolment.assignments.all()
        if row.started_on <= day and (row.ended_on is None or row.ended_on >= day)
    ]


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {"assigned": assigned_on(enrolment, today)}


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Those assigned now, and all others as former."""
    current = assigned_on(enrolment, today)
    former = [row for row in enrolment.assignments.all() if row not in current]
    may_assign = access.can_assign_staff(user, enrolment)
    return {"current": current, "former": former, "may_assign": may_assign}


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """That nobody is assigned to an open case."""
    if not enrolment.is_open or assigned_on(enrolment, today):
        return []
    url = ""
    if access.can_assign_staff(user, enrolment):
        url = reverse("participants:assignments", args=[enrolment.pk])
    title = "Ingen ansvarar för deltagaren."
    return [CaseNotice(title, tone="warn", url=url, label="Välj ansvarig")]


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The first and the last day of each assignment."""
    entries = []
    for row in enrolment.assignments.all():
        entries.append(TimelineEntry(row.started_on, f"{row.staff} blev ansvarig"))
        if row.ended_on:
            entries.append(TimelineEntry(row.ended_on, f"{row.staff} slutade vara ansvarig"))
    return entries


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Those who are or were responsible."""
    rows = []
    for row in enrolment.assignments.all():
        rows.append(ExtractRow(str(row.staff), period_text(row.started_on, row.ended_on)))
    return rows


FEATURE = Feature(
    related=related,
    notices=case_notices,
    facts=(CasePart("participants/assignments/case_facts.html", case_facts),),
    sections=(
        CaseSection(
            slug="ansvariga",
            title="Ansvariga",
            template="participants/assignments/case_section.html",
            data=case_section,
        ),
    ),
    timeline=(TimelineSource(timeline_entries),),
    closing=ClosingPart(running=closing.running, end=closing.end_running),
    queues=(Queue("overlamna", "Måste lämnas över", queries.soon_left_to_nobody),),
    extract=(ExtractSection("Ansvariga", extract_rows),),
    retention=(Assignment,),
    demo=demo_rows,
)
