"""Days on which staff work: Monday to Friday. Public holidays are not left out."""

from datetime import date, timedelta

SATURDAY = 5


def is_workday(day: date) -> bool:
    return day.weekday() < SATURDAY


def workday(day: date) -> date:
    """Return the day, or the Monday after it."""
    if is_workday(day):
        return day
    return day + timedelta(days=7 - day.weekday())
