"""What was sent before: locked months, what has changed since, and what must be handed in again
(docs/domain.md §3.1).

SCB reads the months in order: when an earlier file is corrected, all later months must be loaded
again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from reporting.exports import rows
from reporting.exports.declaration import Export, RowExport
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.figures.scope import ReportScope
from reporting.months.models import SentRow


def runs_seen_by(user: Staff) -> "QuerySet[ReportRun]":
    """Runs of exports that the user may make, about no other delprojekt than those; latest first."""
    seen = ReportRun.objects.none()
    codes = dict(Delprojekt.objects.values_list("pk", "code"))
    for export in EXPORTS.values():
        own = [codes[pk] for pk in user.scope.delprojekt_with(export.permission)]
        if own:
            seen = seen | ReportRun.objects.filter(slug=export.slug, delprojekt__contained_by=own)
    return seen.select_related("made_by", "locked_by").order_by("-made_at", "-pk")


class AboutDelprojekt(Protocol):
    """Something about some delprojekt, by their codes: a run, an order."""

    @property
    def pk(self) -> UUID: ...
    @property
    def delprojekt(self) -> list[str]: ...


def places_of(runs: Iterable[AboutDelprojekt]) -> dict[UUID, str]:
    """What each run is about, in words: delprojekt by name, or all of them."""
    names = dict(Delprojekt.objects.values_list("code", "name"))
    return {
        run.pk: "Alla"
        if set(run.delprojekt) >= names.keys()
        else ", ".join(names.get(code, code) for code in run.delprojekt)
        for run in runs
    }


def get_run(user: Staff, slug: str, pk: UUID) -> ReportRun:
    """Raises Http404."""
    found = runs_seen_by(user).filter(slug=slug, pk=pk).first()
    if found is None:
        raise Http404
    return found


def locked_runs(user: Staff, export: Export) -> list[ReportRun]:
    return list(runs_seen_by(user).filter(slug=export.slug, locked_at__isnull=False))


def lockable_run(user: Staff, export: Export, choice: ReportScope) -> ReportRun | None:
    """The latest file of exactly this choice, if it has not been locked."""
    runs = runs_seen_by(user).filter(
        slug=export.slug, first_on=choice.period.first_on, last_on=choice.period.last_on
    )
    latest = runs.filter(delprojekt=choice.codes, parameters__projekt=choice.project_codes).first()
    return latest if latest and latest.locked_at is None else None


def choice_of(run: ReportRun) -> ReportScope:
    """What the run counted."""
    return ReportScope(
        period=Period(run.first_on, run.last_on),
        delprojekt=tuple(Delprojekt.objects.filter(code__in=run.delprojekt).order_by("code")),
        projects=tuple(
            EsfProject.objects.filter(code__in=run.parameters["projekt"]).order_by(
                "started_on", "pk"
            )
        ),
        programme=run.parameters["programme"],
    )


def sent(period_first: date, delprojekt: Iterable[int]) -> dict[UUID, bytes]:
    """What the latest locked file for the month said of each enrolment, as fingerprints."""
    found = SentRow.objects.filter(
        first_on=period_first, delprojekt__in=delprojekt, run__locked_at__isnull=False
    )
    latest = found.order_by("enrolment", "-run__locked_at").distinct("enrolment")
    return {row: bytes(mark) for row, mark in latest.values_list("enrolment_id", "fingerprint")}


def corrected(export: RowExport, choice: ReportScope) -> frozenset[UUID]:
    """Enrolments of which the file now says something else than a locked file for the same month."""
    before = (
        sent(choice.period.first_on, [row.pk for row in choice.delprojekt])
        if export.is_monthly
        else {}
    )
    if not before:
        return frozenset()
    return frozenset(
        row.enrolment_id
        for row in rows.read(export, choice)
        if row.enrolment_id in before and rows.fingerprint(row) != before[row.enrolment_id]
    )


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


def difference(export: RowExport, run: ReportRun, choice: ReportScope) -> Difference:
    """`choice` is the run's own."""
    marks = run.sent_rows.values_list("enrolment_id", "fingerprint")
    before = {row: bytes(mark) for row, mark in marks}
    now = {row.enrolment_id: rows.fingerprint(row) for row in rows.read(export, choice)}
    changed = sum(now[row] != mark for row, mark in before.items() if row in now)
    return Difference(changed, len(now.keys() - before.keys()), len(before.keys() - now.keys()))


@dataclass(frozen=True)
class LockedMonth:
    """A month as it was locked last; `difference` is None when it has not been looked for."""

    run: ReportRun
    difference: Difference | None
    must_be_read_again: bool

    def is_of(self, choice: ReportScope) -> bool:
        asked = (choice.period.first_on, choice.codes, choice.project_codes)
        return (self.run.first_on, self.run.delprojekt, self.run.parameters["projekt"]) == asked


def locked_months(
    runs: Iterable[ReportRun], differences: dict[Any, Difference]
) -> list[LockedMonth]:
    """The latest lock of each month of each selection, newest month first.

    A month must be read again when an earlier month of the same selection was locked after it, or
    has changed since it was locked; and when it has changed itself.
    """
    found = []
    for series in _series(runs):
        reread, locked_at = False, None
        for run in series:
            unlike = differences.get(run.pk)
            late = locked_at is not None and run.locked_at < locked_at
            found.append(LockedMonth(run, unlike, reread or late or bool(unlike)))
            reread = reread or bool(unlike)
            locked_at = run.locked_at if locked_at is None else max(locked_at, run.locked_at)
    return sorted(found, key=lambda one: (one.run.first_on, one.run.locked_at), reverse=True)


def _series(runs: Iterable[ReportRun]) -> Iterator[list[Any]]:
    """Per selection of delprojekt and projects: its months in order, each as it was locked last."""
    latest: dict[tuple[Any, ...], dict[date, Any]] = {}
    for run in sorted((run for run in runs if run.locked_at), key=attrgetter("locked_at")):
        series = (tuple(run.delprojekt), tuple(run.parameters.get("projekt", ())))
        latest.setdefault(series, {})[run.first_on] = run
    for months in latest.values():
        yield [months[first] for first in sorted(months)]
