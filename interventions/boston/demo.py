"""The Boston method of the demo county: readiness, for most a goal with needs, kept for some."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from interventions.boston.enums import Conclusion, GoalArea, GoalEnd, NeedKind
from interventions.boston.models import (
    DIMENSIONS,
    HIGHEST,
    LOWEST,
    GoalFollowUp,
    GoalNeed,
    Readiness,
    RehabilitationGoal,
)
from interventions.methods import demo as methods_demo
from interventions.methods.enums import Method
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

# By area: role, environment, own words.
GOALS = {
    GoalArea.WORK: ("butiksbiträde", "en liten butik", "Jag vill ha ett jobb nära hemmet."),
    GoalArea.EDUCATION: ("studerande", "Komvux", "Jag vill läsa klart svenskan."),
    GoalArea.HOUSING: ("hyresgäst", "en egen lägenhet", "Jag vill bo själv."),
    GoalArea.SOCIAL: ("medlem", "en förening", "Jag vill träffa folk."),
}
SKILLS = ("Säga ifrån när det blir för mycket.", "Komma i tid.", "Be om hjälp.")
RESOURCES = {NeedKind.PERSON: "En kontaktperson.", NeedKind.PLACE: "En lugn plats att öva på."}
READY = 0.6
REACHED = 0.35
KEPT = 0.8
TARGET_AFTER = timedelta(days=365)
GOAL_AFTER = (30, 90)
REACHED_AFTER = (120, 300)


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    works = [work for work in methods_demo.demo_rows(stay) if work.method == Method.BOSTON]
    if not works:
        return
    rng = stay.random_for("boston")
    day = workday(works[0].started_on + rng.days(14, 45))
    if day > stay.last_day:
        return
    is_ready = rng.happens(READY)
    yield _draw_readiness(rng, stay, day, is_ready=is_ready)
    day = workday(day + rng.days(*GOAL_AFTER))
    if is_ready and day <= stay.last_day:
        yield from _draw_goal(rng, stay, day)


def _common(rng: SeededRandom, stay: DemoStay, day: date) -> dict[str, Any]:
    return {
        "id": rng.key(day),
        "enrolment": stay.enrolment,
        "delprojekt": stay.enrolment.delprojekt,
        "registered_at": at_hour(day, 13),
        "registered_by": stay.place.staff[0],
    }


def _draw_readiness(rng: SeededRandom, stay: DemoStay, day: date, *, is_ready: bool) -> Readiness:
    lowest = 3 if is_ready else LOWEST
    levels = {name: rng.randrange(lowest, lowest + 3) for name in DIMENSIONS}
    return Readiness(
        **_common(rng, stay, day),
        **levels,
        assessed_on=day,
        conclusion=Conclusion.READY if is_ready else Conclusion.DEVELOP,
        comment="Bedömt tillsammans.",
    )


def _draw_goal(rng: SeededRandom, stay: DemoStay, day: date) -> Iterator[Model]:
    area = rng.choice(sorted(GOALS))
    role, environment, own_words = GOALS[GoalArea(area)]
    goal = RehabilitationGoal(
        **_common(rng, stay, day),
        area=area,
        role=role,
        environment=environment,
        own_words=own_words,
        set_on=day,
        target_on=day + TARGET_AFTER,
    )
    ended_on = day + rng.days(*REACHED_AFTER)
    if rng.happens(REACHED) and ended_on <= stay.last_day:
        goal.ended_on, goal.end = ended_on, GoalEnd.REACHED
    yield goal
    texts = [(NeedKind.SKILL, text) for text in rng.sample(SKILLS, 2)]
    for kind, text in (*texts, *RESOURCES.items()):
        now = rng.randrange(LOWEST, HIGHEST)
        yield GoalNeed(
            **_common(rng, stay, day),
            rehabilitation_goal=goal,
            kind=kind,
            text=text,
            level_now=now,
            level_needed=rng.randrange(now, HIGHEST + 1),
        )
    if goal.ended_on is not None:
        yield from _draw_follow_up(rng, stay, goal, goal.ended_on + timedelta(days=30))


def _draw_follow_up(
    rng: SeededRandom, stay: DemoStay, goal: RehabilitationGoal, day: date
) -> Iterator[GoalFollowUp]:
    if day <= stay.last_day:
        yield GoalFollowUp(
            **_common(rng, stay, day),
            rehabilitation_goal=goal,
            followed_on=day,
            is_kept=rng.happens(KEPT),
            support="Samtal en gång i månaden.",
        )
