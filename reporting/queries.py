"""Named reads of what was made, for pages."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from mia.organisation.models import Delprojekt, EsfProject, Staff
from reporting.exports import EXPORTS
from reporting.exports.choosing import Wanted
from reporting.exports.declaration import Choice, Export
from reporting.models import ReportOrder, ReportRun
from reporting.periods import Period


def runs_seen_by(user: Staff) -> "QuerySet[ReportRun]":
    """Runs of exports that the user may make, about no other delprojekt than those; latest first."""
    seen = ReportRun.objects.none()
    codes = dict(Delprojekt.objects.values_list("pk", "code"))
    for export in EXPORTS.values():
        own = [codes[pk] for pk in user.scope.delprojekt_with(export.permission)]
        if own:
            seen = seen | ReportRun.objects.filter(slug=export.slug, delprojekt__contained_by=own)
    return seen.select_related("made_by", "locked_by").order_by("-made_at", "-pk")


def places_of(runs: Iterable[ReportRun | ReportOrder]) -> dict[UUID, str]:
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


def lockable_run(user: Staff, export: Export, choice: Choice) -> ReportRun | None:
    """The latest file of exactly this choice, if it has not been locked."""
    runs = runs_seen_by(user).filter(slug=export.slug, first_on=choice.period.first_on, last_on=choice.period.last_on)
    latest = runs.filter(delprojekt=choice.codes, parameters__projekt=choice.project_codes).first()
    return latest if latest and latest.locked_at is None else None


def choice_of(run: ReportRun) -> Choice:
    """What the run counted."""
    return Choice(
        period=Period(run.first_on, run.last_on),
        delprojekt=tuple(Delprojekt.objects.filter(code__in=run.delprojekt).order_by("code")),
        projects=tuple(EsfProject.objects.filter(code__in=run.parameters["projekt"]).order_by("started_on", "pk")),
        programme=run.parameters["programme"],
    )


def orders_of(user: Staff) -> "QuerySet[ReportOrder]":
    """The user's own orders, latest first."""
    return ReportOrder.objects.visible_to(user).select_related("run").latest_first()


def wanted_of(order: ReportOrder) -> Wanted:
    """What was asked for when the file was ordered, to be asked again."""
    asked = order.parameters
    return Wanted(
        from_on=order.first_on, to_on=order.last_on, delprojekt=tuple(order.delprojekt) if asked["named"] else (),
        project=asked["project"], programme=asked["programme"], exact=asked["exact"],
    )  # fmt: skip
