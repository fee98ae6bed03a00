"""Methods of the demo county."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Model

from interventions.methods.models import MethodWork, PhaseChange
from interventions.methods.reference import PHASES
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.assignments import demo as assignments_demo
from participants.demo import DemoStay

# Each method by itself: they are given side by side (docs/domain.md §1.5).
SHARES = {
    "OS": {"CM": 0.85, "SE": 0.45},
    "HBS": {"CM": 0.92, "SE": 0.75, "ASF": 0.30},
    "VARNA": {"CM": 0.75, "SE": 0.40},
    "STHLM": {"CM": 0.95, "SE": 0.20},
    "SODT": {"BOSTON": 0.85, "CM": 0.25, "IPS": 0.10, "ASF": 0.30},
    "ROSL": {"SE": 0.65, "CM": 0.45, "ASF": 0.40},
    "SUND": {"CM": 0.80, "SE": 0.45},
    "SUVS": {"CM": 0.70, "SE": 0.40, "ASF": 0.35},
}
ENDED_EARLY = 0.2
EARLY = timedelta(days=80)
STEP_BACK = 0.1
DAYS_IN_PHASE = (20, 120)


def demo_rows(stay: DemoStay) -> list[MethodWork]:
    """One method from the start, others some weeks later; most run to the end."""
    rng = stay.random_for("methods")
    first, *others = _choose_methods(rng, stay)
    rows = [_draw_work(rng, stay, first, delay=rng.randrange(10))]
    for method in others:
        work = _draw_work(rng, stay, method, delay=rng.randrange(20, 150))
        if rng.happens(ENDED_EARLY) and work.started_on + EARLY < stay.last_day:
            work.ended_on = work.started_on + EARLY
        if work.started_on <= stay.last_day:
            rows.append(work)
    _add_staff(rows, stay)
    return rows


def demo_rows_with_phases(stay: DemoStay) -> Iterator[Model]:
    """The methods, and the phases that each has entered."""
    works = demo_rows(stay)
    yield from works
    rng = stay.random_for("phases")
    for work in works:
        yield from _draw_changes(rng, stay, work)


def _draw_changes(rng: SeededRandom, stay: DemoStay, work: MethodWork) -> Iterator[PhaseChange]:
    """A phase from the start, the next after some weeks, now and then the former one again."""
    phases = [code for code, _label in PHASES.get(work.method, ())]
    place = 0
    day = workday(work.started_on)
    last_day = min(work.ended_on or stay.last_day, stay.last_day)
    while place < len(phases) and day <= last_day:
        yield PhaseChange(
            id=rng.key(day),
            work=work,
            enrolment=stay.enrolment,
            delprojekt=stay.enrolment.delprojekt,
            phase_id=phases[place],
            changed_on=day,
            registered_at=at_hour(day, 15),
            registered_by=stay.place.staff[0],
        )
        goes_back = place > 0 and rng.happens(STEP_BACK)
        place += -1 if goes_back else 1
        day = workday(day + rng.days(*DAYS_IN_PHASE))


def _choose_methods(rng: SeededRandom, stay: DemoStay) -> list[str]:
    """At least one of the methods that the delprojekt gives."""
    shares = SHARES[stay.place.delprojekt.code]
    methods = [method for method in shares if rng.happens(shares[method])]
    return methods or list(shares)[:1]


def _draw_work(rng: SeededRandom, stay: DemoStay, method: str, *, delay: int) -> MethodWork:
    """The method from `delay` days after the start to the end of the enrolment."""
    enrolment = stay.enrolment
    started_on = enrolment.started_on + timedelta(days=delay)
    return MethodWork(
        id=rng.key(started_on),
        enrolment=enrolment,
        delprojekt=enrolment.delprojekt,
        method=method,
        started_on=started_on,
        ended_on=enrolment.ended_on,
    )


def _add_staff(rows: list[MethodWork], stay: DemoStay) -> None:
    """The one assigned last; the one assigned first to a method that ended early."""
    assignments = assignments_demo.demo_rows(stay)
    for work in rows:
        work.staff_id = assignments[0].staff_id
        if work.ended_on == stay.enrolment.ended_on:
            work.staff_id = assignments[-1].staff_id
