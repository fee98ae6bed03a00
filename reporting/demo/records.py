"""The rest of the start and the end record: extents, the last work, newly arrived, late exits."""

from datetime import timedelta

from mia.core.draw import SeededRandom
from participants.demo import LAST_DAY, DemoStay
from participants.enrolments.enums import Answer, Work
from participants.enrolments.models import Enrolment

HALF_BENEFITS = {"SJUKPENNING", "REHABPENNING", "SJUKERSATTNING", "AKTIVITETSERSATTNING"}
EXTENTS = {25: 0.1, 50: 0.3, 75: 0.15, 100: 0.45}
DAYS_UNTIL_REGISTERED = {0: 0.55, 7: 0.25, 21: 0.15, 40: 0.05}
NEWLY_ARRIVED = 0.15  # of those with a foreign background
NEVER_WORKED = 0.3  # of those who are not employed
READY_FOR_TRAINING = 0.4


def add_more_facts(stay: DemoStay) -> None:
    """Fill them in, from random numbers of their own: the other rows stay as they were."""
    rng, enrolment = stay.random_for("records"), stay.enrolment
    enrolment.income_before_percent = _draw_extents(rng, enrolment.income_before)
    if enrolment.work_before == Work.NONE:
        _add_last_work(rng, enrolment)
    enrolment.newly_arrived = enrolment.foreign_background
    if enrolment.foreign_background == Answer.YES and not rng.happens(NEWLY_ARRIVED):
        enrolment.newly_arrived = Answer.NO
    if enrolment.ended_on is not None:
        _add_exit_days(rng, enrolment)


def _draw_extents(rng: SeededRandom, codes: list[str]) -> dict[str, int]:
    """The extent of the benefits that are paid in parts."""
    extents = {}
    for code in sorted(HALF_BENEFITS.intersection(codes)):
        extents[code] = rng.one(EXTENTS)
    return extents


def _add_last_work(rng: SeededRandom, enrolment: Enrolment) -> None:
    if rng.happens(NEVER_WORKED):
        enrolment.has_never_worked = True
        return
    enrolment.has_never_worked = False
    age = enrolment.participant.age_on(enrolment.started_on) or 16
    months = round(rng.triangular(2, 120, 40))
    enrolment.months_since_work = min(months, 12 * max(1, age - 16))


def _add_exit_days(rng: SeededRandom, enrolment: Enrolment) -> None:
    """Most are asked and registered in time; a few come after the four weeks of ESF."""
    if enrolment.ended_on is None:
        return
    days = timedelta(days=rng.one(DAYS_UNTIL_REGISTERED))
    enrolment.exit_registered_on = min(enrolment.ended_on + days, LAST_DAY)
    if enrolment.work_after is None:
        return
    enrolment.income_after_percent = _draw_extents(rng, enrolment.income_after)
    asked_on = enrolment.ended_on + days / 2
    enrolment.exit_facts_on = min(asked_on, LAST_DAY)
    is_without_work = enrolment.work_after == Work.NONE
    enrolment.ready_for_training = is_without_work and rng.happens(READY_FOR_TRAINING)
