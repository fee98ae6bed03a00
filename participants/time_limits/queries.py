"""When a participant's time ends, by the delprojekt's limit, the extensions and the pauses.

The rule stands in participants/sql/functions/time_limit_end.sql: a pause stops the clock, so that
each day of it moves the end one day on; one that goes on moves it every day.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.lookups import LessThanOrEqual
from django.utils.text import capfirst

from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.time_limits.models import Extension, Pause

SOON = timedelta(days=60)


class TimeRow(NamedTuple):
    """An extension or a pause, as the case page lists it."""

    on: date
    text: str
    reason: str
    is_open_pause: bool = False


def time_limit_end(today: date) -> Func:
    """Return the expression of an enrolment's last day by its time limit; NULL without a limit."""
    return Func(F("pk"), Value(today), function="app.time_limit_end", output_field=DateField())


def last_day_of(enrolment: Enrolment, today: date) -> date | None:
    """Return the last day of an enrolment that the caller has checked is visible."""
    one = Enrolment.objects.filter(pk=enrolment.pk)
    last_day: date | None = one.values_list(time_limit_end(today), flat=True).get()
    return last_day


def ends_soon(today: date) -> Q:
    """Return the condition that the time ends within SOON, or has ended."""
    return ends_by(today, today + SOON)


def ends_by(today: date, day: date) -> Q:
    """Return the condition that the time, as it stands today, ends on the day or before."""
    return Q(LessThanOrEqual(time_limit_end(today), Value(day)))


def is_paused(today: date) -> Q:
    """Return the condition that an enrolment has a planned pause today."""
    rows = Pause.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=today), enrolment=OuterRef("pk"), started_on__lte=today
    )
    return Q(Exists(rows))


def open_pause(user: Staff, enrolment: Enrolment) -> Pause | None:
    pauses = Pause.objects.visible_in(user, enrolment).filter(ended_on=None)
    pause: Pause | None = pauses.first()
    return pause


def time_rows(user: Staff, enrolment: Enrolment) -> list[TimeRow]:
    """Return every extension and pause in order of time."""
    rows = []
    for extension in Extension.objects.visible_in(user, enrolment).select_related("reason"):
        rows.append(TimeRow(extension.decided_on, capfirst(extension), str(extension.reason)))
    for pause in Pause.objects.visible_in(user, enrolment).select_related("reason"):
        text = "Paus tills vidare"
        if pause.ended_on is not None:
            text = f"Paus till och med {pause.ended_on}"
        is_open = pause.ended_on is None
        rows.append(TimeRow(pause.started_on, text, str(pause.reason), is_open))
    return sorted(rows)
