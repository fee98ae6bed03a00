"""What the Boston method adds to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from interventions.boston import access, queries
from interventions.boston.demo import demo_rows
from interventions.boston.models import (
    DIMENSIONS,
    GOAL_TEXTS,
    GoalFollowUp,
    GoalNeed,
    Readiness,
    RehabilitationGoal,
)
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CaseLink,
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    field_rows,
)


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {
        "sheet": queries.read_sheet(user, enrolment),
        "may_edit": access.can_work_by_boston(user, enrolment),
    }


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    sheet = queries.read_sheet(user, enrolment)
    rows: list[ExtractRow] = []
    for assessment, _dimensions in sheet.readiness:
        rows.append(ExtractRow(f"{assessment.assessed_on}", "bedömning av beredskap"))
        rows += field_rows(assessment, (*DIMENSIONS, "conclusion"))
        rows += _free_texts(assessment, ("comment",))
    for goal_sheet in sheet.goals:
        rows += _goal_rows(goal_sheet)
    return rows


def _goal_rows(sheet: queries.GoalSheet) -> list[ExtractRow]:
    rows = field_rows(sheet.goal, ("area", "set_on", "target_on", "ended_on", "end"))
    rows += _free_texts(sheet.goal, GOAL_TEXTS)
    for need in (*sheet.skills, *sheet.resources):
        rows += field_rows(need, ("kind", "level_now", "level_needed", "way"))
        rows += _free_texts(need, ("text",))
    for follow_up in sheet.follow_ups:
        rows.append(ExtractRow(f"{follow_up.followed_on}", "uppföljning av målet"))
        rows += field_rows(follow_up, ("is_kept",))
        rows += _free_texts(follow_up, ("support",))
    return rows


def _free_texts(
    row: Readiness | RehabilitationGoal | GoalNeed | GoalFollowUp, names: tuple[str, ...]
) -> list[ExtractRow]:
    facts = field_rows(row, names)
    return [ExtractRow(fact.label, fact.value, is_free_text=True) for fact in facts]


FEATURE = Feature(
    urls="interventions.boston.urls",
    sections=(
        CaseSection(
            slug="boston",
            title="Bostonmetoden",
            template="interventions/boston/case_section.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    links=(CaseLink("Bostonmetoden", "boston/", can_read_notes),),
    extract=(ExtractSection("Bostonmetoden", extract_rows),),
    retention=(Readiness, RehabilitationGoal, GoalNeed, GoalFollowUp),
    demo=demo_rows,
)
