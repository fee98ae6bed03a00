"""Reads of the Boston method."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from interventions.boston.enums import NeedKind
from interventions.boston.models import (
    DIMENSIONS,
    GoalFollowUp,
    GoalNeed,
    Readiness,
    RehabilitationGoal,
)
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

LABELS = {field.name: str(field.verbose_name) for field in Readiness._meta.fields}


class Dimension(NamedTuple):
    """One dimension of readiness: its level, and how much it has changed since the time before.

    `change` is None the first time.
    """

    label: str
    level: int
    change: int | None

    @property
    def change_text(self) -> str:
        """How the level has changed, in words; empty the first time."""
        if self.change is None:
            return ""
        if self.change == 0:
            return "oförändrat"
        return f"upp {self.change}" if self.change > 0 else f"ned {-self.change}"


class AssessedReadiness(NamedTuple):
    """An assessment with its dimensions."""

    assessment: Readiness
    dimensions: list[Dimension]


@dataclass
class GoalSheet:
    """A goal with what it demands and how it has been kept, each in order."""

    goal: RehabilitationGoal
    skills: list[GoalNeed] = field(default_factory=list)
    resources: list[GoalNeed] = field(default_factory=list)
    follow_ups: list[GoalFollowUp] = field(default_factory=list)


class BostonSheet(NamedTuple):
    """Everything of the method about one participant, the latest first."""

    readiness: list[AssessedReadiness]
    goals: list[GoalSheet]

    @property
    def has_open_goal(self) -> bool:
        return any(sheet.goal.ended_on is None for sheet in self.goals)


def read_sheet(user: Staff, enrolment: Enrolment) -> BostonSheet:
    """Return what the user may read. Four statements."""
    return BostonSheet(list_readiness(user, enrolment), list_goals(user, enrolment))


def list_readiness(user: Staff, enrolment: Enrolment) -> list[AssessedReadiness]:
    """Return the assessments, the latest first."""
    rows = Readiness.objects.visible_in(user, enrolment).select_related("registered_by")
    assessed = []
    former: Readiness | None = None
    for assessment in rows.order_by("assessed_on", "pk"):
        assessed.append(AssessedReadiness(assessment, dimensions_of(assessment, former)))
        former = assessment
    return assessed[::-1]


def dimensions_of(assessment: Readiness, former: Readiness | None) -> list[Dimension]:
    """Return the five dimensions, compared with the assessment before."""
    dimensions = []
    for name in DIMENSIONS:
        label = LABELS[name]
        level = getattr(assessment, name)
        change = level - getattr(former, name) if former is not None else None
        dimensions.append(Dimension(label, level, change))
    return dimensions


def list_goals(user: Staff, enrolment: Enrolment) -> list[GoalSheet]:
    """Return the goals, the one that is worked towards first. Three statements."""
    rows = RehabilitationGoal.objects.visible_in(user, enrolment).order_by("-set_on", "-pk")
    sheets = {goal.pk: GoalSheet(goal) for goal in rows}
    for need in _needs(user, enrolment):
        sheet = sheets[need.rehabilitation_goal_id]
        part = sheet.skills if need.kind == NeedKind.SKILL else sheet.resources
        part.append(need)
    for key, follow_ups in _follow_ups(user, enrolment).items():
        sheets[key].follow_ups = follow_ups
    return sorted(sheets.values(), key=lambda sheet: sheet.goal.ended_on is not None)


def _needs(user: Staff, enrolment: Enrolment) -> list[GoalNeed]:
    rows = GoalNeed.objects.visible_in(user, enrolment).select_related("step")
    return list(rows.order_by("kind", "pk"))


def _follow_ups(user: Staff, enrolment: Enrolment) -> dict[UUID, list[GoalFollowUp]]:
    by_goal: dict[UUID, list[GoalFollowUp]] = defaultdict(list)
    rows = GoalFollowUp.objects.visible_in(user, enrolment)
    for row in rows.order_by("-followed_on", "-pk"):
        by_goal[row.rehabilitation_goal_id].append(row)
    return by_goal
