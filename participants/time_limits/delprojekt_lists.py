"""Whose time in the delprojekt ends, as those who lead it see it."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    DateField,
    DurationField,
    F,
    Func,
    Min,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Cast

from mia.organisation.staff.models import Staff
from participants.codes.models import TimeLimit
from participants.delprojekt_lists import DelprojektEntry, DelprojektList, Part, Watched, entry_of
from participants.enrolments.models import Enrolment
from participants.time_limits import queries

AHEAD = timedelta(days=30)
# Months are not equally long: from the 31st of one it can be three days fewer to the next.
MONTH_ENDS = timedelta(days=4)


def time_ends(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the open enrolments whose time ends within the days ahead, or has ended."""
    open_rows = Enrolment.objects.visible_to(user).filter(
        delprojekt=watched.delprojekt, ended_on=None, started_on__lte=latest_start(watched)
    )
    rows: QuerySet[Any] = open_rows.filter(queries.ends_by(watched.today, watched.today + AHEAD))
    return rows


def latest_start(watched: Watched) -> Subquery:
    """Return the latest first day of an enrolment whose time can end within the days ahead.

    Extensions and pauses only move the end on. The time itself is worked out for each enrolment by
    a function that reads its pauses, and this spares it most of them.
    """
    limits = TimeLimit.objects.filter(delprojekt=watched.delprojekt).order_by()
    last_day = Value(watched.today + AHEAD + MONTH_ENDS, output_field=DateField())
    latest = Cast(last_day - months(Min("months")), DateField())
    return Subquery(limits.values("delprojekt").annotate(latest=latest).values("latest"))


def months(number: BaseExpression) -> Func:
    """Return the expression of so many months."""
    return Func(
        number, template="make_interval(months => %(expressions)s)", output_field=DurationField()
    )


def soonest_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    with_end = rows.annotate(time_ends_on=queries.time_limit_end(watched.today))
    return with_end.select_related("participant").order_by(F("time_ends_on"), "pk")


def entry_of_time(user: Staff, row: Any, watched: Watched) -> DelprojektEntry:
    text = "tiden tar slut"
    if row.time_ends_on < watched.today:
        text = "tiden tog slut"
    return entry_of(row, text, row.time_ends_on)


TIME_ENDS = DelprojektList(
    slug="tiden",
    label="Tiden i delprojektet, slut eller snart",
    part=Part.ENDING,
    rows=time_ends,
    in_order=soonest_first,
    entry=entry_of_time,
)
