"""When a follow-up comes due, and its answers (docs/domain.md §3.3–3.5, §5.7)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models


class Moment(models.TextChoices):
    WEEKS_4 = "4V", "fyra veckor"
    MONTH_1 = "1M", "en månad"
    MONTHS_3 = "3M", "tre månader"
    MONTHS_6 = "6M", "sex månader"
    MONTHS_12 = "12M", "tolv månader"


class Answer(models.TextChoices):
    """After the exit: what the participant does. Of work and studies: whether they last."""

    WORK = "ARBETAR", "arbetar"
    STUDIES = "STUDERAR", "studerar"
    NEITHER = "INGET", "varken arbetar eller studerar"
    KEPT = "KVAR", "är kvar"
    LOST = "SLUTAT", "har slutat"
    NOT_REACHED = "EJ_NADD", "gick inte att nå"


EXIT_ANSWERS = (Answer.WORK, Answer.STUDIES, Answer.NEITHER, Answer.NOT_REACHED)
SPELL_ANSWERS = (Answer.KEPT, Answer.LOST, Answer.NOT_REACHED)


@dataclass(frozen=True)
class Occasion:
    """A follow-up, counted in days from the exit or from the first day of work or studies.

    It is due from `due_after` until the day before `closes_after`, when it can no longer be told.
    """

    moment: Moment
    due_after: timedelta
    closes_after: timedelta

    def due_on(self, first: date) -> date:
        return first + self.due_after

    def is_due(self, first: date, today: date) -> bool:
        return first + self.due_after <= today < first + self.closes_after


def _occasion(moment: Moment, due: int, closes: int) -> Occasion:
    return Occasion(moment, timedelta(days=due), timedelta(days=closes))


AFTER_EXIT = (
    _occasion(Moment.WEEKS_4, 28, 91),
    _occasion(Moment.MONTHS_6, 182, 273),
)
OF_SPELL = (
    _occasion(Moment.MONTH_1, 30, 91),
    _occasion(Moment.MONTHS_3, 91, 182),
    _occasion(Moment.MONTHS_6, 182, 365),
    _occasion(Moment.MONTHS_12, 365, 456),
)


def find_occasion(moment: str, *, is_of_spell: bool) -> Occasion | None:
    occasions = OF_SPELL if is_of_spell else AFTER_EXIT
    for occasion in occasions:
        if occasion.moment == moment:
            return occasion
    return None
