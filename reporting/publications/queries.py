"""Which quarters are published, and which one is due."""

from datetime import date, timedelta

from mia.core.period import Period
from mia.organisation.delprojekt.models import EsfProject
from reporting.publications.models import Publication

MONTHS = 3
TIME_TO_REGISTER = timedelta(weeks=4)  # after the quarter's end, as for ESF's months


def publications() -> list[Publication]:
    """Those that have figures, the oldest first."""
    return list(Publication.objects.released())


def quarter_of(day: date) -> Period:
    """The whole quarter that the day is in."""
    first_month = day.month - (day.month - 1) % MONTHS
    first_on = day.replace(month=first_month, day=1)
    last_month = Period.month_of(first_on.replace(month=first_month + MONTHS - 1))
    return Period(first_on, last_month.last_on)


def due_period(today: date) -> Period | None:
    """From the first ESF project's start to the latest quarter that can be published; not after
    the quarter in which the last project ended. None before the first quarter is over.
    """
    projects = list(EsfProject.objects.order_by("started_on", "pk"))
    if not projects:
        return None
    quarter = quarter_of(today - TIME_TO_REGISTER)
    latest = quarter_of(quarter.first_on - timedelta(days=1))
    if quarter.last_on + TIME_TO_REGISTER <= today:
        latest = quarter
    ends = [project.ended_on for project in projects]
    if None not in ends:
        latest = min(latest, quarter_of(max(end for end in ends if end)))
    first_on = Period.month_of(projects[0].started_on).first_on
    if latest.last_on < first_on:
        return None
    return Period(first_on, latest.last_on)
