"""Reads of plans: the plan as a whole, and the steps and reviews that are due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from interventions.planning.models import Goal, PlanReview, Step
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.visibility import responsible_enrolments

MOST_SHOWN = 50  # steps on the page of today


@dataclass(frozen=True)
class GoalWithSteps:
    """A goal and its steps; `goal` is None for steps that belong to none."""

    goal: Goal | None
    steps: list[Step]


@dataclass(frozen=True)
class Plan:
    """The plan of a case. The latest review first."""

    goals: list[GoalWithSteps]
    former_goals: list[GoalWithSteps]
    reviews: list[PlanReview]

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.former_goals or self.reviews)

    @property
    def last_review(self) -> PlanReview | None:
        return self.reviews[0] if self.reviews else None

    @property
    def last_agreed(self) -> PlanReview | None:
        """The latest that was made together and not put off."""
        for review in self.reviews:
            if review.exemption is None:
                return review
        return None


def load_plan(user: Staff, enrolment: Enrolment) -> Plan:
    """Return the plan as the user may read it. Three statements."""
    steps = Step.objects.visible_in(user, enrolment).select_related("staff")
    by_goal: dict[object, list[Step]] = {}
    for step in steps.order_by("due_on", "pk"):
        by_goal.setdefault(step.goal_id, []).append(step)
    goals, former = [], []
    rows = Goal.objects.visible_in(user, enrolment)
    for goal in rows.order_by("started_on", "pk"):
        group = GoalWithSteps(goal, by_goal.get(goal.pk, []))
        if goal.is_open:
            goals.append(group)
        else:
            former.append(group)
    if None in by_goal:
        goals.append(GoalWithSteps(None, by_goal[None]))
    reviews = PlanReview.objects.visible_in(user, enrolment).select_related("registered_by")
    return Plan(goals, former, list(reviews.order_by("-reviewed_on", "-pk")))


def list_open_goals(user: Staff, enrolment: Enrolment) -> list[Goal]:
    rows = Goal.objects.visible_in(user, enrolment).filter(ended_on=None)
    return list(rows.order_by("started_on", "pk"))


def list_due_steps(user: Staff, today: date) -> list[Step]:
    """Return the steps that are due or late and not put off, the first due first: of the open
    cases that the user is responsible for, and those that the user is to do.

    At most MOST_SHOWN of them. One statement.
    """
    is_own = Q(enrolment__among=responsible_enrolments(user)) | Q(staff=user)
    is_due = Q(done_on=None, due_on__lte=today)
    is_not_snoozed = Q(snoozed_until=None) | Q(snoozed_until__lte=today)
    steps = Step.objects.visible_to(user).filter(is_own, is_due, is_not_snoozed)
    rows = steps.filter(enrolment__ended_on=None).select_related("enrolment__participant", "staff")
    return list(rows.order_by("due_on", "pk")[:MOST_SHOWN])


def review_due(today: date) -> Q:
    """Return the condition that the plan of an enrolment is to be reviewed today or before."""
    # Only the latest review counts: an earlier one was due before the one that came after it.
    later = PlanReview.objects.filter(
        Q(reviewed_on__gt=OuterRef("reviewed_on"))
        | Q(reviewed_on=OuterRef("reviewed_on"), pk__gt=OuterRef("pk")),
        enrolment=OuterRef("enrolment"),
    )
    waiting = PlanReview.objects.filter(
        ~Q(Exists(later)), enrolment=OuterRef("pk"), next_on__lte=today
    )
    return Q(Exists(waiting))
