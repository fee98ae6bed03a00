"""A month's work: what is to be made and sent, which months are locked, which can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from mia.core.period import Period
from mia.organisation.staff.models import Staff
from reporting.exports.declaration import Export, RowExport
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.figures.scope import ReportScope
from reporting.months import access as months_access
from reporting.months import queries as months_queries
from reporting.months.changes import find_changed_months
from reporting.months.differences import MonthDifference, compare_with_now
from reporting.months.locked_months import Differences, LockedMonth, list_locked_months
from reporting.months.obstacles import find_obstacle, find_obstacle_of_month

NOT_PERMITTED = "Du får inte låsa månaden för de här delprojekten."
NOT_FETCHED = "Hämta filen först. Sedan kan du låsa månaden."
FETCH_AGAIN = "Filen är redan låst. Har något ändrats: hämta den igen, lämna in den och lås den."
TIME_TO_REPORT = timedelta(weeks=4)  # SCB: after the month's end


@dataclass(frozen=True)
class LockedMonthRow:
    """A locked month, and its delprojekt in words."""

    month: LockedMonth
    places: str


@dataclass(frozen=True)
class MonthStep:
    """One thing to do for the month, and how far it has come."""

    label: str
    url: str
    state: str
    tone: str
    text: str


@dataclass(frozen=True)
class RunRow:
    """A file that was made, the title of its report, its delprojekt in words, and what has changed
    in it since it was locked.
    """

    run: ReportRun
    title: str
    places: str
    difference: MonthDifference | None


def describe_locks(
    user: Staff, export: RowExport, scope: ReportScope, *, checks_all: bool, today: date
) -> dict[str, Any]:
    """The locked months, and what can be locked, as the page's template reads them.

    The month of the scope is always compared with what it would say now, the others with
    `checks_all`; else it is known of the others that contacts or enrolments have changed.
    """
    runs = months_queries.load_locked_runs(user, export)
    differences = load_changes(user, [export])
    differences |= _load_differences(export, scope, runs, checks_all=checks_all)
    months = list_locked_months(runs, differences)
    latest = months_queries.find_latest_run(user, export, scope)
    handed_in = any(month.is_for(scope) for month in months)
    last_day = deadline(scope.period)
    return {
        "locked": _locked_rows(months),
        "is_locked": _is_locked_as_it_is(months, scope),
        "latest": latest,
        "obstacle": _obstacle(user, latest, export, scope, today),
        "deadline": last_day,
        "is_late": today > last_day and not handed_in,
        "is_not_over": scope.period.last_on >= today,
    }


def _load_differences(
    export: RowExport, scope: ReportScope, runs: list[ReportRun], *, checks_all: bool
) -> dict[UUID, MonthDifference]:
    """Of the latest lock of each month, by run."""
    differences = {}
    for month in list_locked_months(runs, {}):
        run = month.run
        if checks_all or run.first_on == scope.period.first_on:
            run_scope = months_queries.load_scope_of(run)
            differences[run.pk] = compare_with_now(export, run, run_scope)
    return differences


def load_changes(user: Staff, exports: Iterable[Export]) -> dict[UUID, MonthDifference]:
    """Of the locked months that say something else now, by run."""
    differences = {}
    for export in exports:
        if isinstance(export, RowExport):
            for month in find_changed_months(user, export):
                differences[month.run_id] = month.difference
    return differences


def _obstacle(
    user: Staff, run: ReportRun | None, export: RowExport, scope: ReportScope, today: date
) -> str:
    """Why the user can not lock the latest file; empty when it can be done."""
    delprojekt_ids = [row.pk for row in scope.delprojekt]
    if not months_access.can_lock_month(user, delprojekt_ids):
        return NOT_PERMITTED
    if run is None:
        return find_obstacle_of_month(export, scope, today) or NOT_FETCHED
    if run.locked_at is not None:
        return FETCH_AGAIN
    return find_obstacle(run, export, scope, today)


def _locked_rows(months: list[LockedMonth]) -> list[LockedMonthRow]:
    places = months_queries.describe_delprojekt(month.run for month in months)
    return [LockedMonthRow(month, places[month.run.pk]) for month in months]


def _is_locked_as_it_is(months: list[LockedMonth], scope: ReportScope) -> bool:
    """Whether the scope's month is locked and nothing in it has changed since."""
    return any(month.is_for(scope) and not month.difference for month in months)


def latest_runs(user: Staff, number: int, differences: Differences) -> list[RunRow]:
    """The files made last, the latest first."""
    runs = list(months_queries.runs_visible_to(user)[:number])
    places = months_queries.describe_delprojekt(runs)
    rows = []
    for run in runs:
        difference = differences.get(run.pk)
        rows.append(RunRow(run, EXPORTS[run.slug].title, places[run.pk], difference))
    return rows


def checklist(
    user: Staff, exports: Iterable[Export], month: str, today: date, differences: Differences
) -> list[MonthStep]:
    """What the month asks of those who report persons: first ESF's list, then SUS."""
    period = Period.month(month)
    visible = months_queries.runs_visible_to(user)
    runs = visible.filter(first_on=period.first_on, last_on=period.last_on)
    runs_by_slug: dict[str, list[ReportRun]] = {}
    for run in runs:
        runs_by_slug.setdefault(run.slug, []).append(run)
    steps = []
    for export in exports:
        if isinstance(export, RowExport) and export.is_handed_in:
            of_export = runs_by_slug.get(export.slug, [])
            steps.append(_step(export, of_export, period, today, differences))
    return steps


def _step(
    export: RowExport,
    runs: list[ReportRun],
    period: Period,
    today: date,
    differences: Differences,
) -> MonthStep:
    """`runs` are the export's own in the month, the latest first."""
    state, tone, text = _progress(export, runs, period, today)
    for run in runs:
        difference = differences.get(run.pk)
        if difference:
            state, tone = "Ändrad sedan den låstes", "alert"
            text = f"{difference}. Hämta filen igen, lämna in den och lås månaden på nytt."
    return MonthStep(
        label=export.title,
        url=f"{reverse('reporting:report', args=[export.slug])}?month={period.label}",
        state=state,
        tone=tone,
        text=text,
    )


def _progress(
    export: RowExport, runs: list[ReportRun], period: Period, today: date
) -> tuple[str, str, str]:
    """State, tone and text of the step."""
    for run in runs:
        if run.locked_at:
            return "Låst", "good", f"Låst {run.locked_at:%Y-%m-%d} av {run.locked_by}."
    if export.is_monthly and today > deadline(period):
        late = f"Skulle ha lämnats senast {deadline(period):%Y-%m-%d}."
        if runs:
            return "Försenad", "alert", f"Hämtad, inte låst. {late}"
        return "Försenad", "alert", late
    if runs and export.is_monthly:
        return "Hämtad, inte låst", "warn", "Lås månaden när filen är inlämnad."
    if runs:
        latest = runs[0]
        text = f"Hämtad {latest.made_at:%Y-%m-%d} av {latest.made_by}."
        return "Hämtad", "good", text
    if export.is_monthly:
        text = f"Ska lämnas senast {deadline(period):%Y-%m-%d}."
        return "Inte hämtad", "warn", text
    return "Inte hämtad", "warn", "Registrera sedan i SUS."


def deadline(period: Period) -> date:
    """The last day to hand in the month."""
    return period.last_on + TIME_TO_REPORT
