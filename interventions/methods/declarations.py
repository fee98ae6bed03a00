"""What methods add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst

from interventions.methods import access, actions, closing, queries
from interventions.methods.demo import demo_rows_with_phases
from interventions.methods.models import IN_ORDER, MethodWork, PhaseChange
from mia.organisation.staff.models import Staff
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
    QualityCheck,
    TimelineEntry,
    TimelineSource,
    period_text,
)


def running_on(enrolment: Enrolment, day: date) -> list[MethodWork]:
    return [work for work in enrolment.methods.all() if work.is_running(day)]


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {"running": running_on(enrolment, today)}


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    may_give = access.can_give_method(user, enrolment)
    return {"methods": queries.list_with_phase(user, enrolment), "may_give": may_give}


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """Methods without a last day although the enrolment has ended."""
    left_open = [work for work in enrolment.methods.all() if work.ended_on is None]
    if enrolment.is_open or not left_open:
        return []
    title = "Metoder utan sista dag:"
    text = ", ".join(str(work) for work in left_open) + "."
    url = ""
    if access.can_give_method(user, enrolment):
        url = reverse("interventions:methods", args=[enrolment.pk])
    return [CaseNotice(title, text, tone="warn", url=url, label="Ange sista dagen")]


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The first and the last day of each method."""
    entries = []
    for work in enrolment.methods.all():
        worker = f", med {work.staff}" if work.staff else ""
        entries.append(TimelineEntry(work.started_on, f"Metod började: {work}{worker}"))
        if work.ended_on:
            entries.append(TimelineEntry(work.ended_on, f"Metod slutade: {work}"))
    return entries


def phase_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """Each phase that a method has entered. A statement when there is one."""
    works = {work.pk: work for work in enrolment.methods.all()}
    entries = []
    for change in queries.with_phases(enrolment.phase_changes.all()):
        text = f"{capfirst(str(works[change.work_id]))}, ny fas: {change.phase}"
        entries.append(TimelineEntry(change.changed_on, text))
    return entries


def find_late_phases(enrolment: Enrolment, today: date) -> list[str]:
    """A sentence about each phase that begins after the last day of its method."""
    works = {work.pk: work for work in enrolment.methods.all()}
    faults = []
    for change in enrolment.phase_changes.all():
        work = works[change.work_id]
        if work.ended_on is not None and change.changed_on > work.ended_on:
            day = f"{change.changed_on:%Y-%m-%d}"
            faults.append(f"Fasen från {day} ligger efter sista dagen med {work}.")
    return faults


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    works = list(enrolment.methods.all())
    changes = queries.list_changes(user, works)
    rows = []
    for work in works:
        value = period_text(work.started_on, work.ended_on)
        if work.staff:
            value += f", med {work.staff}"
        rows.append(ExtractRow(capfirst(str(work)), value))
        for change in changes[work.pk]:
            value = f"{change.phase}, från och med {change.changed_on}"
            rows.append(ExtractRow(f"{capfirst(str(work))}, fas", value))
    return rows


FEATURE = Feature(
    urls="interventions.methods.urls",
    carried=(
        CarriedRows("methods", MethodWork, IN_ORDER, with_staff=True),
        CarriedRows("phase_changes", PhaseChange, ("changed_on", "pk"), only=Q(withdrawn_at=None)),
    ),
    notices=case_notices,
    facts=(CasePart("interventions/methods/case_facts.html", case_facts),),
    sections=(
        CaseSection(
            slug="metoder",
            title="Metoder",
            template="interventions/methods/case_section.html",
            data=case_section,
        ),
    ),
    timeline=(TimelineSource(timeline_entries), TimelineSource(phase_entries)),
    closing=ClosingPart(running=closing.running, end=closing.end_running),
    quality=(QualityCheck(find_late_phases),),
    extract=(ExtractSection("Metoder", extract_rows),),
    retention=(MethodWork, PhaseChange),
    demo=demo_rows_with_phases,
    accepted=actions.give_accepted,
)
