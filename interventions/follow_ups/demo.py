"""Answers to follow-ups in the demo county."""

from collections.abc import Iterator
from datetime import date, timedelta

from interventions.employment.demo import draw_spells
from interventions.employment.enums import SpellKind
from interventions.employment.models import Spell
from interventions.follow_ups.enums import AFTER_EXIT, OF_SPELL, Answer, Occasion
from interventions.follow_ups.models import FollowUp
from interventions.follow_ups.queries import is_followed
from mia.core.draw import SeededRandom, at_hour
from mia.core.workdays import workday
from participants.demo import LAST_DAY, DemoStay

ANSWERED = 0.8
NOT_REACHED = 0.15


def demo_rows(stay: DemoStay) -> Iterator[FollowUp]:
    """Most of those that came due in the county's time are answered, as its spells say."""
    rng = stay.random_for("follow_ups")
    spells = draw_spells(stay)
    ended_on = stay.enrolment.ended_on
    if ended_on is not None and is_followed(stay.enrolment):
        for occasion in AFTER_EXIT:
            day = _draw_day(rng, occasion, ended_on)
            if day is not None:
                yield _draw_answer(rng, stay, occasion, day, None, _occupied(spells, day))
    for spell in spells:
        for occasion in OF_SPELL:
            day = _draw_day(rng, occasion, spell.started_on)
            has_ended = spell.ended_on is not None and spell.ended_on < occasion.due_on(
                spell.started_on
            )
            if day is not None and not has_ended:
                answer = Answer.KEPT if spell.is_running(day) else Answer.LOST
                yield _draw_answer(rng, stay, occasion, day, spell, answer)


def _draw_day(rng: SeededRandom, occasion: Occasion, first: date) -> date | None:
    """The day of the answer, or None when there is none."""
    day = workday(occasion.due_on(first) + timedelta(days=rng.randrange(10)))
    if day > LAST_DAY or not rng.happens(ANSWERED):
        return None
    return day


def _occupied(spells: list[Spell], day: date) -> Answer:
    for spell in spells:
        if spell.is_running(day):
            return Answer.WORK if spell.kind == SpellKind.WORK else Answer.STUDIES
    return Answer.NEITHER


def _draw_answer(
    rng: SeededRandom,
    stay: DemoStay,
    occasion: Occasion,
    day: date,
    spell: Spell | None,
    answer: Answer,
) -> FollowUp:
    if rng.happens(NOT_REACHED):
        answer = Answer.NOT_REACHED
    return FollowUp(
        id=rng.key(day),
        enrolment=stay.enrolment,
        delprojekt=stay.enrolment.delprojekt,
        spell=spell,
        moment=occasion.moment,
        followed_on=day,
        answer=answer,
        registered_at=at_hour(day, 10),
        registered_by=stay.place.staff[0],
    )
