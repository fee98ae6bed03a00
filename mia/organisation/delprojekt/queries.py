"""Reads of the organisation for forms and reports."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import QuerySet

from mia.organisation.delprojekt.models import Delprojekt, EsfProject, Target, Team


def delprojekt_listed() -> QuerySet[Delprojekt]:
    rows: QuerySet[Delprojekt] = Delprojekt.objects.order_by("name")
    return rows


def teams_listed() -> QuerySet[Team]:
    return Team.objects.select_related("delprojekt").order_by("delprojekt__name", "name")


def esf_projects_by_start() -> list[EsfProject]:
    """Every ESF project, the one that started first at the beginning."""
    return list(EsfProject.objects.order_by("started_on", "pk"))


def esf_project_on(day: date, projects: Sequence[EsfProject] | None = None) -> EsfProject:
    """Return the ESF project of an enrolment that starts on the day (docs/formats.md §2).

    It is the latest that has started on that day; before the first of them, the first. `projects`
    is the answer of `esf_projects_by_start`, for a caller with many days. Raises IndexError when
    there is no ESF project.
    """
    if projects is None:
        projects = esf_projects_by_start()
    started = [project for project in projects if project.started_on <= day]
    return started[-1] if started else projects[0]


def targets_of(
    delprojekt_ids: Collection[int], project_ids: Collection[int], on: date
) -> dict[int, int | None]:
    """Each delprojekt's target in the ESF projects together, as it stands on the day.

    ESF projects that begin after the day promise nothing yet. None for a delprojekt without a
    target in one of the others, or when none is left. Two statements.
    """
    begun = EsfProject.objects.filter(pk__in=project_ids, started_on__lte=on)
    return targets_in(delprojekt_ids, set(begun.values_list("pk", flat=True)), on)


def targets_in(
    delprojekt_ids: Collection[int], begun_ids: Collection[int], on: date
) -> dict[int, int | None]:
    """The same in ESF projects that are all begun on the day. One statement."""
    persons = _targets_by_pair(delprojekt_ids, begun_ids, on)
    targets: dict[int, int | None] = {}
    for delprojekt_id in delprojekt_ids:
        numbers = [persons.get((delprojekt_id, project_id)) for project_id in begun_ids]
        stated = [number for number in numbers if number is not None]
        is_complete = bool(numbers) and len(stated) == len(numbers)
        targets[delprojekt_id] = sum(stated) if is_complete else None
    return targets


def _targets_by_pair(
    delprojekt_ids: Collection[int], project_ids: Collection[int], on: date
) -> dict[tuple[int, int], int]:
    """(delprojekt, ESF project) → persons: the latest row that has begun."""
    rows = Target.objects.filter(
        delprojekt__in=delprojekt_ids, project__in=project_ids, started_on__lte=on
    )
    oldest_first = rows.order_by("started_on")
    columns = oldest_first.values_list("delprojekt_id", "project_id", "persons")
    return {(delprojekt, project): persons for delprojekt, project, persons in columns}
