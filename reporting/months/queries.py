"""What was sent before: locked months, what has changed since, and what must be handed in again
(docs/domain.md §3.1).

SCB reads the months in order: when an earlier file is corrected, all later months must be loaded
again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from mia.access import replica
from mia.core.period import Period
from mia.core.sql import load
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from reporting.exports import rows
from reporting.exports.declaration import Export, RowExport
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.figures.scope import ReportScope
from reporting.months.models import SentRow


def runs_visible_to(user: Staff) -> "QuerySet[ReportRun]":
    """Runs of exports that the user may make, about no other delprojekt than those; latest first."""
    visible = ReportRun.objects.none()
    codes = dict(Delprojekt.objects.values_list("pk", "code"))
    for export in EXPORTS.values():
        own = [codes[pk] for pk in user.scope.delprojekt_with(export.permission)]
        if own:
            of_export = ReportRun.objects.filter(slug=export.slug, delprojekt__contained_by=own)
            visible = visible | of_export
    return visible.select_related("made_by", "locked_by").order_by("-made_at", "-pk")


class AboutDelprojekt(Protocol):
    """Something about some delprojekt, by their codes: a run, an order."""

    @property
    def pk(self) -> UUID: ...
    @property
    def delprojekt(self) -> list[str]: ...


def places_of(runs: Iterable[AboutDelprojekt]) -> dict[UUID, str]:
    """What each run is about, in words: delprojekt by name, or all of them."""
    names = dict(Delprojekt.objects.values_list("code", "name"))
    places = {}
    for run in runs:
        is_whole = set(run.delprojekt) >= names.keys()
        places[run.pk] = "Alla" if is_whole else _named(run.delprojekt, names)
    return places


def _named(codes: list[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)


def get_run(user: Staff, slug: str, pk: UUID) -> ReportRun:
    """Raises Http404."""
    run = runs_visible_to(user).filter(slug=slug, pk=pk).first()
    if run is None:
        raise Http404
    return run


def locked_runs(user: Staff, export: Export) -> list[ReportRun]:
    return list(runs_visible_to(user).filter(slug=export.slug, locked_at__isnull=False))


def lockable_run(user: Staff, export: Export, scope: ReportScope) -> ReportRun | None:
    """The latest file of exactly this scope, if it has not been locked."""
    latest = _runs_of(runs_visible_to(user), export, scope, scope.period).first()
    return latest if latest and latest.locked_at is None else None


def month_to_lock_before(export: Export, scope: ReportScope) -> Period | None:
    """The month before the scope's own, when it is not locked yet and somebody was enrolled in it
    or earlier.
    """
    month = Period.month_of(scope.period.first_on - timedelta(days=1))
    query = load("reporting.months", "first_start.sql")
    ((first_start,),) = replica.fetch(query, scope.params)
    if first_start is None or first_start > month.last_on:
        return None
    runs = _runs_of(ReportRun.objects.all(), export, scope, month)
    return None if runs.filter(locked_at__isnull=False).exists() else month


def _runs_of(
    runs: "QuerySet[ReportRun]", export: Export, scope: ReportScope, period: Period
) -> "QuerySet[ReportRun]":
    """Of exactly the scope's delprojekt and ESF projects, for this period."""
    return runs.filter(
        slug=export.slug,
        first_on=period.first_on,
        last_on=period.last_on,
        delprojekt=scope.codes,
        parameters__projekt=scope.project_codes,
    )


def scope_of(run: ReportRun) -> ReportScope:
    """What the run counted."""
    projects = EsfProject.objects.filter(code__in=run.parameters["projekt"])
    return ReportScope(
        period=Period(run.first_on, run.last_on),
        delprojekt=tuple(Delprojekt.objects.filter(code__in=run.delprojekt).order_by("code")),
        projects=tuple(projects.order_by("started_on", "pk")),
        made_on=timezone.localdate(run.made_at),
        programme=run.parameters["programme"],
    )


def sent_fingerprints(period_first: date, delprojekt: Iterable[int]) -> dict[UUID, bytes]:
    """What the latest locked file for the month said of each enrolment."""
    locked = SentRow.objects.filter(
        first_on=period_first, delprojekt__in=delprojekt, run__locked_at__isnull=False
    )
    latest = locked.order_by("enrolment", "-run__locked_at").distinct("enrolment")
    return dict(_fingerprints(latest))


def _fingerprints(sent_rows: "QuerySet[SentRow]") -> Iterator[tuple[UUID, bytes]]:
    for enrolment_id, fingerprint in sent_rows.values_list("enrolment_id", "fingerprint"):
        yield enrolment_id, bytes(fingerprint)


def corrected(export: RowExport, scope: ReportScope) -> frozenset[UUID]:
    """Enrolments of which the file now says something else than a locked file for the same month."""
    if not export.is_monthly:
        return frozenset()
    before = sent_fingerprints(scope.period.first_on, [row.pk for row in scope.delprojekt])
    if not before:
        return frozenset()
    changed = set()
    for row in rows.read(export, scope):
        if row.enrolment_id in before and rows.fingerprint(row) != before[row.enrolment_id]:
            changed.add(row.enrolment_id)
    return frozenset(changed)


@dataclass(frozen=True)
class Difference:
    """Between a locked file and what the same file would say now."""

    changed: int
    added: int
    removed: int

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)

    def __str__(self) -> str:
        parts = [(self.changed, "ändrade"), (self.added, "nya"), (self.removed, "borttagna")]
        return ", ".join(f"{number} {word}" for number, word in parts if number)


def difference(export: RowExport, run: ReportRun, scope: ReportScope) -> Difference:
    """`scope` is the run's own."""
    before = dict(_fingerprints(run.sent_rows.all()))
    now = {row.enrolment_id: rows.fingerprint(row) for row in rows.read(export, scope)}
    in_both = before.keys() & now.keys()
    changed = sum(now[enrolment_id] != before[enrolment_id] for enrolment_id in in_both)
    return Difference(changed, len(now.keys() - before.keys()), len(before.keys() - now.keys()))


@dataclass(frozen=True)
class LockedMonth:
    """A month as it was locked last; `difference` is None when it has not been looked for."""

    run: ReportRun
    difference: Difference | None
    must_be_read_again: bool

    def is_of(self, scope: ReportScope) -> bool:
        of_scope = (scope.period.first_on, scope.codes, scope.project_codes)
        of_run = (self.run.first_on, self.run.delprojekt, self.run.parameters["projekt"])
        return of_run == of_scope


def locked_months(
    runs: Iterable[ReportRun], differences: dict[Any, Difference]
) -> list[LockedMonth]:
    """The latest lock of each month of each selection, newest month first.

    A month must be read again when an earlier month of the same selection was locked after it, or
    has changed since it was locked; and when it has changed itself.
    """
    months = []
    for series in _series(runs):
        has_earlier_change, locked_at = False, None
        for run in series:
            change = differences.get(run.pk)
            is_older = locked_at is not None and run.locked_at < locked_at
            must_be_read_again = has_earlier_change or is_older or bool(change)
            months.append(LockedMonth(run, change, must_be_read_again))
            has_earlier_change = has_earlier_change or bool(change)
            locked_at = run.locked_at if locked_at is None else max(locked_at, run.locked_at)
    return sorted(months, key=attrgetter("run.first_on", "run.locked_at"), reverse=True)


def _series(runs: Iterable[ReportRun]) -> Iterator[list[Any]]:
    """Per selection of delprojekt and projects: its months in order, each as it was locked last."""
    latest: dict[tuple[Any, ...], dict[date, Any]] = {}
    locked = [run for run in runs if run.locked_at]
    for run in sorted(locked, key=attrgetter("locked_at")):
        series = (tuple(run.delprojekt), tuple(run.parameters.get("projekt", ())))
        latest.setdefault(series, {})[run.first_on] = run
    for months in latest.values():
        yield [months[first] for first in sorted(months)]
