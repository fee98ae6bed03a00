"""Whether a file about an enrolment has been handed in: the app that reports lies above."""

from collections.abc import Callable, Iterable
from datetime import date

from participants.enrolments.models import Enrolment

IsReported = Callable[[Enrolment, Iterable[date]], bool]
REPORTED_MONTHS: list[IsReported] = []
"""Whether a file about one of the days has been handed in and locked. The app that reports adds its
answer when Django starts.
"""


def is_reported(enrolment: Enrolment, days: Iterable[date]) -> bool:
    """Whether one of the days is in a month that is locked for the enrolment."""
    return any(answer(enrolment, days) for answer in REPORTED_MONTHS)
