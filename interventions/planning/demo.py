"""Plans of the demo county."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Model

from interventions.planning.enums import GoalResult, ReviewExemption, StepOwner
from interventions.planning.models import REVIEW_AFTER, Goal, PlanReview, Step
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

GOALS = (
    "Jag vill ha ett jobb där jag träffar människor.",
    "Jag vill läsa klart svenskan.",
    "Jag vill orka vara med på något tre dagar i veckan.",
    "Jag vill komma ut hemifrån och ha något att göra.",
    "Jag vill veta vad jag kan jobba med.",
)
STEPS = {
    StepOwner.PARTICIPANT: ("Ringer Komvux.", "Skriver ett cv.", "Går på studiebesök."),
    StepOwner.STAFF: ("Bokar ett trepartsmöte.", "Ringer en arbetsgivare.", "Skickar blanketten."),
    StepOwner.AGENCY: ("Ger besked om ersättningen.", "Bokar ett läkarbesök."),
}
OWNERS = {StepOwner.PARTICIPANT: 0.5, StepOwner.STAFF: 0.35, StepOwner.AGENCY: 0.15}
AGENCIES = ("Försäkringskassan", "Arbetsförmedlingen", "Kommunen")
# Shares: of the held reviews, agreed; of all reviews, not held; of the steps, done.
AGREED = 0.92
EXEMPT = 0.08
DONE = 0.85


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    """A goal after some weeks, steps towards it, and a review each third month."""
    rng = stay.random_for("planning")
    first = workday(stay.enrolment.started_on + rng.days(10, 45))
    if first > stay.last_day:
        return
    goal = _draw_goal(rng, stay, first)
    yield goal
    day = first
    while day <= stay.last_day:
        yield _draw_step(rng, stay, goal, day)
        yield _draw_review(rng, stay, day)
        day = workday(day + REVIEW_AFTER)


def _draw_goal(rng: SeededRandom, stay: DemoStay, day: date) -> Goal:
    goal = Goal(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        text=rng.choice(GOALS),
        started_on=day,
        registered_at=at_hour(day, 11),
        registered_by=stay.place.staff[0],
    )
    if stay.enrolment.exit_reason_id in ("ARBETE", "STUDIER"):
        goal.ended_on, goal.result = stay.last_day, GoalResult.REACHED
    return goal


def _draw_step(rng: SeededRandom, stay: DemoStay, goal: Goal, day: date) -> Step:
    owner = rng.one(OWNERS)
    due_on = workday(day + rng.days(7, 60))
    step = Step(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        goal=goal,
        text=rng.choice(STEPS[owner]),
        owner=owner,
        due_on=due_on,
        registered_at=at_hour(day, 11),
        registered_by=stay.place.staff[0],
    )
    if owner == StepOwner.STAFF:
        step.staff = stay.place.staff[0]
    if owner == StepOwner.AGENCY:
        step.agency = rng.choice(AGENCIES)
    if due_on <= stay.last_day and rng.happens(DONE):
        step.done_on = due_on
    return step


def _draw_review(rng: SeededRandom, stay: DemoStay, day: date) -> PlanReview:
    review = PlanReview(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        reviewed_on=day,
        next_on=day + REVIEW_AFTER,
        registered_at=at_hour(day, 12),
        registered_by=stay.place.staff[0],
    )
    if rng.happens(EXEMPT):
        review.exemption = ReviewExemption.NOT_REACHED
    else:
        review.is_agreed = rng.happens(AGREED)
    return review
