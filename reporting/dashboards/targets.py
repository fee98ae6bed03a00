"""How many participants a dashboard's unit is to reach in the selection (docs/domain.md §1.7)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.delprojekt.queries import targets_in
from reporting.dashboards.access import DashboardUnit
from reporting.dashboards.selection import Selection


@dataclass(frozen=True)
class UnitTargets:
    """The unit's target, and that of each delprojekt by id; None where one is missing."""

    whole: int | None
    by_delprojekt: dict[int, int | None]


def unit_targets(
    unit: DashboardUnit,
    selection: Selection,
    projects: list[EsfProject],
    projects_with_somebody: Collection[str],
) -> UnitTargets:
    """As they stand on the period's last day.

    The whole programme has the ESF projects' own targets, others the sum of the delprojekt's.
    `projects` holds at least the selection's; `projects_with_somebody` are the ids, as text, of
    those that somebody belongs to. One statement.
    """
    last_on = selection.period.last_on
    begun_ids = set()
    for project in projects:
        if project.pk in selection.projects and project.started_on <= last_on:
            begun_ids.add(project.pk)
    by_delprojekt = targets_in(unit.ids, begun_ids, last_on)
    targets: Iterable[int | None] = by_delprojekt.values()
    if unit.is_whole_programme and not unit.code:
        targets = [project.target for project in _promised(projects, projects_with_somebody)]
    return UnitTargets(_sum(targets), by_delprojekt)


def _promised(
    projects: list[EsfProject], projects_with_somebody: Collection[str]
) -> list[EsfProject]:
    """The projects whose targets count: of several, those that somebody belongs to.

    As in the export malbild (reporting/figures/goals.py).
    """
    if len(projects) == 1:
        return projects
    return [row for row in projects if str(row.pk) in projects_with_somebody]


def _sum(targets: Iterable[int | None]) -> int | None:
    """None when one is missing, or when there is none at all."""
    total = None
    for target in targets:
        if target is None:
            return None
        total = (total or 0) + target
    return total
