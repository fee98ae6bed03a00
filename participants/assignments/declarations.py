"""What assignments add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from mia.organisation.staff.models import Staff
from participants.assignments import closing, queries
from participants.assignments.demo import demo_rows_and_readers
from participants.assignments.models import Assignment, ReadAccess
from participants.enrolments import access
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
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
from participants.visibility import ScopedPeriodQuerySet, is_open_to_read


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
    changes = count_changes(enrolment, today)
    return {"assigned": assigned_on(enrolment, today), "changes": changes}


def count_changes(enrolment: Enrolment, today: date) -> int:
    """How many workers the participant has lost while enrolled: those whose last day is past and
    who were not responsible again afterwards (docs/domain.md §1.9).
    """
    last_day = enrolment.ended_on or today
    rows = list(enrolment.assignments.all())
    staying = {row.staff_id for row in rows if row.ended_on is None or row.ended_on >= last_day}
    gone = {row.staff_id for row in rows} - staying
    return len(gone)


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Those assigned now, and all others as former."""
    current = assigned_on(enrolment, today)
    former = [row for row in enrolment.assignments.all() if row not in current]
    return {
        "current": current,
        "former": former,
        "readers": readers_of(user, enrolment).active(today),
        "may_assign": access.can_assign_staff(user, enrolment),
    }


def readers_of(user: Staff, enrolment: Enrolment) -> ScopedPeriodQuerySet:
    """Those who read the case for some days, the first one first."""
    rows = ReadAccess.objects.visible_in(user, enrolment).select_related("staff")
    return rows.order_by("started_on", "pk")


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """That the user only reads the case, or that nobody is assigned to an open one."""
    if is_open_to_read(user, enrolment.pk) and not access.can_edit_enrolment(user, enrolment):
        return [CaseNotice("Du kan läsa ärendet några dagar till, men inte ändra något.")]
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
    """Those who are or were responsible, and those who read for some days."""
    rows = []
    for row in enrolment.assignments.all():
        rows.append(ExtractRow(str(row.staff), period_text(row.started_on, row.ended_on)))
    for row in readers_of(user, enrolment):
        text = f"{row.get_reason_display()}, läser {period_text(row.started_on, row.ended_on)}"
        rows.append(ExtractRow(str(row.staff), text))
    return rows


FEATURE = Feature(
    carried=CarriedRows("assignments", Assignment, ("started_on", "pk"), with_staff=True),
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
    retention=(Assignment, ReadAccess),
    demo=demo_rows_and_readers,
)
