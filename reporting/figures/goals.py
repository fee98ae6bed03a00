"""The project's goals (docs/domain.md §1.7), each with its denominator: what is measured, of whom,
and what was promised.
"""

from dataclasses import dataclass
from typing import Any

from mia.access import replica
from mia.core.sql import load
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.delprojekt.queries import targets_of
from reporting.figures.cohorts import COHORTS, cohort_rows
from reporting.figures.participations import COUNTABLE
from reporting.figures.scope import ReportScope

PACKAGE = "reporting.figures"


@dataclass(frozen=True)
class Goal:
    """`cohort` of `base`, both slugs of reporting/figures/cohorts.py; `goal` in percent, None when
    nothing was promised.
    """

    label: str
    definition: str
    cohort: str | None
    base: str | None
    goal: int | None = None


ENROLLED = "Inskrivna"
GOALS = [
    Goal(
        "Till arbete eller studier, av avslutade",
        "Avslutade som arbetar eller studerar när de slutar, eller slutade för att göra det, av alla"
        " som har avslutats. Målet är 30 %.",
        "arbete-studier",
        "avslutade",
        30,
    ),
    Goal(
        "Till ordinarie arbetsförberedande insats, av avslutade",
        "Avslutade till en ordinarie insats hos Arbetsförmedlingen eller kommunen, av alla som har"
        " avslutats. Målet är 40 %.",
        "ordinarie",
        "avslutade",
        40,
    ),
    Goal(
        "Till arbete, studier eller ordinarie insats, av inskrivna",
        "Har börjat arbeta, studera eller gå i ordinarie insats, av alla som har skrivits in. Räknas"
        " när deltagaren avslutas.",
        "utfall",
        "inskrivna",
    ),
    Goal(
        "Till arbete eller studier, av inskrivna (mottagna)",
        "Avslutade som arbetar eller studerar när de slutar, eller slutade för att göra det, av alla"
        " som har skrivits in. Det är inte basen för målet 30 %.",
        "arbete-studier",
        "inskrivna",
    ),
    Goal(
        "Ökad makt över sin situation",
        "Mäts med en enkät som inte finns i MIA. Raden är tom. Målet är 60 %.",
        None,
        None,
        60,
    ),
]
COUNTED = [
    "inskrivna",
    "avslutade",
    "arbete-studier",
    "ordinarie",
    "ordinarie-med-arbete",
    "enbart-ordinarie",
    "utfall",
]
GoalCounts = dict[tuple[str, str], int]


def counts(params: dict[str, Any]) -> GoalCounts:
    """(cohort, sex) → persons, accumulated to the period's last day; one statement. Sexes are K, M
    and X.
    """
    columns = [f"count(*) FILTER (WHERE m.{COHORTS[slug].column})" for slug in COUNTED]
    query = load(PACKAGE, "goal_counts.sql").format(
        participations=COUNTABLE, cohorts=cohort_rows(), counts=", ".join(columns)
    )
    counted = {(slug, sex): 0 for slug in COUNTED for sex in "KMX"}
    for sex, *numbers in replica.fetch(query, params):
        for slug, number in zip(COUNTED, numbers, strict=True):
            counted[slug, sex] = number
    return counted


def target(scope: ReportScope) -> int | None:
    """How many were to be enrolled, in the ESF projects that those enrolled belong to.

    The sum of the projects' targets, or, when delprojekt are picked, of these delprojekt's targets
    in the projects. None when one of them has no target.
    """
    projects = _projects_with_participants(scope)
    targets: list[int | None] = [project.target for project in projects]
    if not scope.is_whole:
        delprojekt_ids = [row.pk for row in scope.delprojekt]
        project_ids = [row.pk for row in projects]
        targets = list(targets_of(delprojekt_ids, project_ids, scope.period.last_on).values())
    stated = [number for number in targets if number is not None]
    return sum(stated) if stated and len(stated) == len(targets) else None


def _projects_with_participants(scope: ReportScope) -> list[EsfProject]:
    """Of one project chosen, that one also when it is still empty."""
    if len(scope.projects) == 1:
        return list(scope.projects)
    rows = replica.fetch(load(PACKAGE, "projects_with_participants.sql"), scope.params)
    ids = {project_id for (project_id,) in rows}
    return [project for project in scope.projects if project.pk in ids]
