"""Placements of the demo county, with hours stepped up (docs/domain.md §1.6, §1.8)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Model

from interventions.hosts import demo as hosts_demo
from interventions.methods import demo as methods_demo
from interventions.placements.enums import EndReason, Result
from interventions.placements.models import HoursStep, Placement, PlacementPlan
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import DemoStay

# Of those without ASF, at an employer: Roslagen had 53 of 159 there (docs/domain.md §1.8).
AT_EMPLOYER = 0.33
# Hours a week, step by step: 9 was common, 15 is what others ask for.
STEPS = {(2, 5, 9): 0.45, (2, 5, 9, 15): 0.2, (4, 9): 0.2, (5, 9, 15, 20): 0.15}
STEP_DAYS = 42
LONG_ENOUGH = timedelta(days=60)
WITH_AGREEMENT, WITHOUT = (0, 1, 2), (3, 4)
PURPOSES = (
    "Prova på att vara i ett sammanhang igen.",
    "Bygga upp ork och rutiner steg för steg.",
    "Lära sig ett yrke och få erfarenhet.",
)
EXPECTATIONS = ("Att träffa folk.", "Att få tro på mig själv.", "Att det leder till jobb.")


def draw_placement(stay: DemoStay) -> Placement | None:
    """One for those with ASF, and for a third of the others; not for short enrolments."""
    rng = stay.random_for("placements")
    enrolment = stay.enrolment
    has_asf = any(work.method == "ASF" for work in methods_demo.demo_rows(stay))
    if not has_asf and not rng.happens(AT_EMPLOYER):
        return None
    started_on = workday(enrolment.started_on + rng.days(20, 120))
    if started_on + LONG_ENOUGH > stay.last_day:
        return None
    number = rng.choice(WITH_AGREEMENT if has_asf else WITHOUT)
    host = hosts_demo.HOSTS[number]
    placement = Placement(
        id=rng.key(started_on),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        host_id=hosts_demo.key_of(stay.place, number),
        agreement_id=hosts_demo.agreement_on(stay.place, number, started_on),
        workplace=f"{host.name} {stay.place.delprojekt.name}",
        branch_id=rng.choice(host.branches),
        tasks="Växlar mellan två uppgifter.",
        is_digital=rng.happens(0.05),
        is_enhanced=enrolment.enhanced_from is not None,
        started_on=started_on,
        planned_until=started_on + timedelta(days=180),
        registered_at=at_hour(started_on, 10),
        registered_by=stay.place.staff[0],
    )
    _perhaps_end(rng, placement, stay)
    return placement


def _perhaps_end(rng: SeededRandom, placement: Placement, stay: DemoStay) -> None:
    """At the latest with the enrolment."""
    last_on = placement.started_on + rng.days(60, 260)
    ended_on = stay.enrolment.ended_on
    if ended_on is not None:
        last_on = min(last_on, ended_on)
    if last_on > stay.last_day:
        return
    placement.ended_on = last_on
    placement.end_reason = rng.one({EndReason.AS_PLANNED: 0.6, EndReason.HEALTH: 0.4}).value
    placement.result = Result.NONE.value
    if ended_on == last_on and stay.enrolment.exit_reason_id == "ARBETE":
        placement.end_reason = EndReason.WORK_OR_STUDIES.value
        placement.result = Result.WORK.value


def draw_steps(stay: DemoStay, placement: Placement) -> list[HoursStep]:
    """Steps six weeks apart, as long as the placement goes on."""
    rng = stay.random_for("placement hours")
    last_on = placement.ended_on or stay.last_day
    day = placement.started_on
    steps = []
    for hours in rng.one(STEPS):
        if day > last_on:
            break
        steps.append(_step(rng, placement, day, hours))
        day += timedelta(days=STEP_DAYS)
    return steps


def _step(rng: SeededRandom, placement: Placement, day: date, hours: int) -> HoursStep:
    return HoursStep(
        id=rng.key(day),
        placement=placement,
        enrolment=placement.enrolment,
        delprojekt=placement.delprojekt,
        started_on=day,
        hours=hours,
    )


def demo_rows(stay: DemoStay) -> Iterator[Model]:
    placement = draw_placement(stay)
    if placement is None:
        return
    yield placement
    yield from draw_steps(stay, placement)
    rng = stay.random_for("placement plan")
    yield PlacementPlan(
        placement=placement,
        enrolment=placement.enrolment,
        delprojekt=placement.delprojekt,
        purpose=rng.choice(PURPOSES),
        goals="Komma upp i nio timmar i veckan.",
        expectations=rng.choice(EXPECTATIONS),
    )
