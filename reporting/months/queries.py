"""The files that were made and locked before: whose they are to see, and what each was about."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from mia.access import replica
from mia.core.period import Period
from mia.core.sql import load
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from reporting.exports.declaration import Export, RowExport
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.figures.scope import ReportScope


def runs_visible_to(user: Staff) -> "QuerySet[ReportRun]":
    """Runs of exports that the user may make, about no delprojekt but those of that right.

    The latest first.
    """
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


def describe_delprojekt(subjects: Iterable[AboutDelprojekt]) -> dict[UUID, str]:
    """What each run or order is about, in words: delprojekt by name, or all of them."""
    names = dict(Delprojekt.objects.values_list("code", "name"))
    texts = {}
    for subject in subjects:
        if set(subject.delprojekt) >= names.keys():
            texts[subject.pk] = "Alla"
        else:
            texts[subject.pk] = ", ".join(names.get(code, code) for code in subject.delprojekt)
    return texts


def get_run(user: Staff, slug: str, pk: UUID) -> ReportRun:
    """Raises Http404."""
    run = runs_visible_to(user).filter(slug=slug, pk=pk).first()
    if run is None:
        raise Http404
    return run


def load_locked_runs(user: Staff, export: Export) -> list[ReportRun]:
    """The user's visible files of the report that are locked, the latest first."""
    return list(runs_visible_to(user).filter(slug=export.slug, locked_at__isnull=False))


def find_latest_run(user: Staff, export: Export, scope: ReportScope) -> ReportRun | None:
    """The latest file of exactly this scope."""
    return _runs_of(runs_visible_to(user), export, scope, scope.period).first()


def find_month_to_lock_before(export: Export, scope: ReportScope) -> Period | None:
    """The month before the scope's own, when it is not locked yet and somebody was enrolled in it
    or earlier.
    """
    month = Period.month_of(scope.period.first_on - timedelta(days=1))
    query = load("reporting.months", "first_start.sql")
    ((first_start,),) = replica.fetch(query, scope.params)
    if first_start is None or first_start > month.last_on:
        return None
    runs = _runs_of(ReportRun.objects.all(), export, scope, month)
    if runs.filter(locked_at__isnull=False).exists():
        return None
    return month


def monthly_exports() -> list[RowExport]:
    """The reports whose months are locked."""
    exports = []
    for export in EXPORTS.values():
        if isinstance(export, RowExport) and export.is_monthly:
            exports.append(export)
    return exports


def is_reported(enrolment: Enrolment, days: Iterable[date]) -> bool:
    """Whether one of the days is in a month that is locked for the enrolment's delprojekt and ESF
    project.
    """
    first_days = {day.replace(day=1) for day in days}
    if not first_days:
        return False
    locked = ReportRun.objects.filter(
        slug__in=[export.slug for export in monthly_exports()],
        first_on__in=first_days,
        locked_at__isnull=False,
        delprojekt__contains=[enrolment.delprojekt.code],
    )
    for project_codes in locked.values_list("parameters__projekt", flat=True):
        if enrolment.project.code in project_codes:
            return True
    return False


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


def load_scope_of(run: ReportRun) -> ReportScope:
    """What the run counted."""
    delprojekt = Delprojekt.objects.filter(code__in=run.delprojekt).order_by("code")
    projects = EsfProject.objects.filter(code__in=run.parameters["projekt"])
    return ReportScope(
        period=run.period,
        delprojekt=tuple(delprojekt),
        projects=tuple(projects.order_by("started_on", "pk")),
        made_on=run.made_on,
        programme=run.parameters["programme"],
    )
