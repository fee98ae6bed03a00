"""A month's work: what is to be made and sent, which months are locked, which can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from mia.core.period import Period
from mia.organisation.staff.models import Staff
from reporting.exports.declaration import Export, RowExport
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.figures.scope import ReportScope
from reporting.months import access as months_access
from reporting.months import queries as months_queries

DAYS_TO_REPORT = timedelta(weeks=4)  # SCB: after the month's end


@dataclass(frozen=True)
class LockedMonthRow:
    month: months_queries.LockedMonth
    places: str


@dataclass(frozen=True)
class MonthStep:
    """One thing to do for the month, and how far it has come."""

    label: str
    url: str
    state: str
    tone: str
    text: str


def locks(
    user: Staff, export: RowExport, scope: ReportScope, *, checks_all: bool
) -> dict[str, Any]:
    """The locked months and what can be locked. This month's is always compared with what it would
    say now, the others when asked.
    """
    locked = months_queries.locked_runs(user, export)
    months = months_queries.locked_months(locked, _differences(export, scope, locked, checks_all))
    places = months_queries.places_of(month.run for month in months)
    can_lock = months_access.can_lock_month(user, [row.pk for row in scope.delprojekt])
    lockable = months_queries.lockable_run(user, export, scope) if can_lock else None
    lock_first = months_queries.month_to_lock_before(export, scope) if lockable else None
    return {
        "locked": [LockedMonthRow(month, places[month.run.pk]) for month in months],
        "is_locked": any(month.is_of(scope) and not month.difference for month in months),
        "lockable": lockable,
        "lock_first": lock_first.label if lock_first else "",
        "deadline": deadline(scope.period),
    }


def _differences(
    export: RowExport, scope: ReportScope, locked: list[ReportRun], checks_all: bool
) -> dict[Any, months_queries.Difference]:
    latest = {month.run.pk for month in months_queries.locked_months(locked, {})}
    differences = {}
    for run in locked:
        is_compared = checks_all or run.first_on == scope.period.first_on
        if run.pk in latest and is_compared:
            run_scope = months_queries.scope_of(run)
            differences[run.pk] = months_queries.difference(export, run, run_scope)
    return differences


def latest_runs(user: Staff, number: int) -> list[tuple[ReportRun, str, str]]:
    """The files made last: the run, the report's title, and which delprojekt it is about."""
    runs = list(months_queries.runs_visible_to(user)[:number])
    places = months_queries.places_of(runs)
    return [(run, EXPORTS[run.slug].title, places[run.pk]) for run in runs]


def checklist(user: Staff, exports: Iterable[Export], month: str) -> list[MonthStep]:
    """What the month asks of those who report persons: first ESF's list, then SUS."""
    period = Period.month(month)
    visible = months_queries.runs_visible_to(user)
    runs = list(visible.filter(first_on=period.first_on, last_on=period.last_on))
    return [_step(export, runs, period) for export in exports if isinstance(export, RowExport)]


def _step(export: RowExport, runs: list[Any], period: Period) -> MonthStep:
    url = f"{reverse('reporting:report', args=[export.slug])}?month={period.label}"
    own = [run for run in runs if run.slug == export.slug]
    locked = [run for run in own if run.locked_at]
    if locked:
        run = locked[0]
        text = f"Låst {run.locked_at:%Y-%m-%d} av {run.locked_by}."
        return MonthStep(export.title, url, "Låst", "good", text)
    if own and export.is_monthly:
        text = "Lås månaden när filen är inlämnad."
        return MonthStep(export.title, url, "Hämtad, inte låst", "warn", text)
    if own:
        text = f"Hämtad {own[0].made_at:%Y-%m-%d} av {own[0].made_by}."
        return MonthStep(export.title, url, "Hämtad", "good", text)
    text = "Registrera sedan i SUS."
    if export.is_monthly:
        text = f"Ska lämnas senast {deadline(period):%Y-%m-%d}."
    return MonthStep(export.title, url, "Inte hämtad", "warn", text)


def deadline(period: Period) -> date:
    return period.last_on + DAYS_TO_REPORT
