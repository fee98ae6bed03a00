"""The months that are locked, and which of them must be handed in again (docs/domain.md §3.1).

SCB reads the months in order: when an earlier file is corrected, all later months must be loaded
again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from uuid import UUID

from reporting.exports.models import ReportRun
from reporting.figures.scope import ReportScope
from reporting.months.differences import MonthDifference

Differences = Mapping[UUID, MonthDifference]  # by run
Selection = tuple[tuple[str, ...], tuple[str, ...]]  # codes of delprojekt and of ESF projects


@dataclass(frozen=True)
class LockedMonth:
    """A month as it was locked last; `difference` is None when it has not been looked for."""

    run: ReportRun
    difference: MonthDifference | None
    must_be_read_again: bool

    def is_for(self, scope: ReportScope) -> bool:
        """Whether it is the month, delprojekt and ESF projects of the scope."""
        return (
            self.run.first_on == scope.period.first_on
            and self.run.delprojekt == scope.codes
            and self.run.parameters["projekt"] == scope.project_codes
        )


def list_locked_months(runs: Iterable[ReportRun], differences: Differences) -> list[LockedMonth]:
    """The latest lock of each month of each selection, newest month first; `runs` are locked."""
    months = []
    for latest_runs in _runs_by_selection(runs).values():
        months += _months_of_selection(latest_runs, differences)
    months.sort(key=attrgetter("run.first_on", "run.locked_at"), reverse=True)
    return months


def _runs_by_selection(runs: Iterable[ReportRun]) -> dict[Selection, dict[date, ReportRun]]:
    """Per selection of delprojekt and projects: its months, each as it was locked last."""
    latest: dict[Selection, dict[date, ReportRun]] = {}
    for run in sorted(runs, key=_locked_at):
        projects = run.parameters.get("projekt", ())
        selection = (tuple(run.delprojekt), tuple(projects))
        months = latest.setdefault(selection, {})
        months[run.first_on] = run
    return latest


def _locked_at(run: ReportRun) -> datetime:
    """Raises ValueError for a run that is not locked."""
    if run.locked_at is None:
        raise ValueError(run)
    locked_at: datetime = run.locked_at
    return locked_at


def _months_of_selection(
    runs: Mapping[date, ReportRun], differences: Differences
) -> list[LockedMonth]:
    """In order of month.

    A month must be read again when an earlier month was locked after it, or has changed since it
    was locked; and when it has changed itself.
    """
    months = []
    has_change = False
    latest_lock_at: datetime | None = None
    for first_on in sorted(runs):
        run = runs[first_on]
        difference = differences.get(run.pk)
        if difference:
            has_change = True
        locked_at = _locked_at(run)
        is_older = latest_lock_at is not None and locked_at < latest_lock_at
        if not is_older:
            latest_lock_at = locked_at
        months.append(LockedMonth(run, difference, has_change or is_older))
    return months
