"""What plans add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from interventions.planning import access, queries
from interventions.planning.demo import demo_rows
from interventions.planning.models import Goal, PlanReview, Step
from mia.organisation.staff.models import Staff
from participants.agendas import Agenda, AgendaItem
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
    CaseLink,
    CasePart,
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
    TimelineEntry,
    TimelineSource,
    field_text,
    period_text,
)

STEP_FACTS = ("staff", "agency", "done_on", "snoozed_until")


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The open step that is due first, and the latest review, which says when the next is due."""
    open_steps = [step for step in enrolment.steps.all() if step.is_open]
    reviews = list(enrolment.plan_reviews.all())
    return {
        "next_step": open_steps[0] if open_steps else None,
        "review": reviews[0] if reviews else None,
        "today": today,
    }


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """What plan_content.html shows: the whole plan, and whether the user may change it."""
    may_edit = access.can_edit_plan(user, enrolment)
    return {"plan": queries.load_plan(user, enrolment), "may_edit": may_edit, "today": today}


def review_text(review: PlanReview) -> str:
    """For example "Planen sågs över: överens"."""
    if review.exemption:
        return f"Planen sågs inte över: {review.get_exemption_display()}"
    if review.is_agreed:
        return "Planen sågs över: överens med deltagaren"
    return "Planen sågs över: inte överens med deltagaren"


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The steps that are done and the reviews."""
    entries = []
    for step in enrolment.steps.all():
        if step.done_on is not None:
            entries.append(TimelineEntry(step.done_on, f"Steg klart: {step.text}"))
    for review in enrolment.plan_reviews.all():
        entries.append(TimelineEntry(review.reviewed_on, review_text(review)))
    return entries


def list_agenda(user: Staff, today: date) -> list[AgendaItem]:
    """The steps that are due today or late."""
    items = []
    for step in queries.list_due_steps(user, today):
        participant = step.enrolment.participant
        path = step.get_absolute_url()
        item = AgendaItem(
            enrolment=step.enrolment_id,
            participant=str(participant),
            is_protected=step.is_protected,
            text=f"{step.text} ({step.responsible})",
            when=f"{step.due_on:%Y-%m-%d}",
            url=path,
            is_late=step.is_late(today),
            done_path=f"{path}klart/",
            snooze_path=f"{path}skjut-upp/",
        )
        items.append(item)
    return items


def extract_goals(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for goal in Goal.objects.visible_in(user, enrolment).order_by("started_on", "pk"):
        rows.append(ExtractRow("Mål", goal.text, is_free_text=True))
        period = period_text(goal.started_on, goal.ended_on)
        rows.append(ExtractRow("Resultat", f"{field_text(goal, 'result')}, {period}"))
    return rows


def extract_steps(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    steps = Step.objects.visible_in(user, enrolment).select_related("staff", "goal")
    for step in steps.order_by("due_on", "pk"):
        goal = f" (mål: {step.goal.text})" if step.goal else ""
        rows.append(ExtractRow("Steg", f"{step.text}{goal}", is_free_text=True))
        values = [f"{step.get_owner_display()}, klart senast {step.due_on}"]
        for name in STEP_FACTS:
            if getattr(step, name):
                values.append(f"{step._meta.get_field(name).verbose_name} {field_text(step, name)}")
        rows.append(ExtractRow("Om steget", ", ".join(values), is_free_text=True))
    return rows


def extract_reviews(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    reviews = PlanReview.objects.visible_in(user, enrolment).order_by("reviewed_on", "pk")
    for review in reviews:
        text = f"{review_text(review)}, nästa översyn {review.next_on}"
        rows.append(ExtractRow(f"{review.reviewed_on}", text))
    return rows


FEATURE = Feature(
    urls="interventions.planning.urls",
    carried=(
        CarriedRows("steps", Step, ("due_on", "pk"), can_read_notes),
        CarriedRows("plan_reviews", PlanReview, ("-reviewed_on", "-pk"), can_read_notes),
    ),
    facts=(CasePart("interventions/planning/case_facts.html", case_facts, can_read_notes),),
    sections=(
        CaseSection(
            slug="plan",
            title="Plan",
            template="interventions/planning/plan_content.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    links=(CaseLink("Plan", "plan/", can_read_notes),),
    timeline=(TimelineSource(timeline_entries),),
    queues=(Queue("plan", "Planen ska ses över", queries.review_due),),
    agendas=(Agenda("steg", "Steg att göra", list_agenda),),
    extract=(
        ExtractSection("Mål i planen", extract_goals),
        ExtractSection("Steg i planen", extract_steps),
        ExtractSection("Översyn av planen", extract_reviews),
    ),
    retention=(Goal, Step, PlanReview),
    demo=demo_rows,
)
