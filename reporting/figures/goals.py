"""The project's goals (docs/domain.md §1.7), each with its denominator: what is measured, of whom,
and what was promised.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

from mia.access import replica
from mia.core.sql import load
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.delprojekt.queries import targets_of
from reporting.figures.by_sex import SEXES
from reporting.figures.cohorts import (
    COHORTS,
    REGULAR_SERVICE_GOAL,
    WORK_OR_STUDIES_GOAL,
    cohort_rows,
)
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
EMPOWERMENT_GOAL = 60
GOALS = [
    Goal(
        "Till arbete eller studier, av avslutade",
        "Avslutade som arbetar eller studerar när de slutar, eller slutade för att göra det, av"
        f" alla som har avslutats. Målet är {WORK_OR_STUDIES_GOAL} %.",
        "arbete-studier",
        "avslutade",
        WORK_OR_STUDIES_GOAL,
    ),
    Goal(
        "Till ordinarie arbetsförberedande insats, av avslutade",
        "Avslutade till en ordinarie insats hos Arbetsförmedlingen eller kommunen, av alla som har"
        f" avslutats. Målet är {REGULAR_SERVICE_GOAL} %.",
        "ordinarie",
        "avslutade",
        REGULAR_SERVICE_GOAL,
    ),
    Goal(
        "Till arbete, studier eller ordinarie insats, av inskrivna",
        "Har börjat arbeta, studera eller gå i ordinarie insats, också medan de är inskrivna, av"
        " alla som har skrivits in.",
        "utfall",
        "inskrivna",
    ),
    Goal(
        "Till arbete eller studier, av inskrivna (mottagna)",
        "Avslutade som arbetar eller studerar när de slutar, eller slutade för att göra det, av"
        f" alla som har skrivits in. Det är inte basen för målet {WORK_OR_STUDIES_GOAL} %.",
        "arbete-studier",
        "inskrivna",
    ),
    Goal(
        "Ökad makt över sin situation",
        f"Mäts med en enkät som inte finns i MIA. Raden är tom. Målet är {EMPOWERMENT_GOAL} %.",
        None,
        None,
        EMPOWERMENT_GOAL,
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
    "enbart-paborjat",
]
GoalCounts = dict[tuple[str, str], int]


def counts(params: dict[str, Any]) -> GoalCounts:
    """(cohort, sex) → persons, accumulated to the period's last day; one statement. Sexes are K,
    M and X.
    """
    columns = [f"count(*) FILTER (WHERE m.{COHORTS[slug].column})" for slug in COUNTED]
    query = load(PACKAGE, "goal_counts.sql").format(
        participations=COUNTABLE,
        cohorts=cohort_rows(),
        counts=", ".join(columns),
    )
    persons = dict.fromkeys(product(COUNTED, SEXES), 0)
    for sex, *numbers in replica.fetch(query, params):
        for slug, number in zip(COUNTED, numbers, strict=True):
            persons[slug, sex] = number
    return persons


def target(scope: ReportScope) -> int | None:
    """How many were to be enrolled, in the ESF projects that those enrolled belong to.

    The sum of the projects' targets, or, when delprojekt are picked, of these delprojekt's targets
    in the projects. None when one of them has no target.
    """
    targets = _targets(scope, _projects_with_participants(scope))
    if not targets:
        return None
    total = 0
    for number in targets:
        if number is None:
            return None
        total += number
    return total


def _targets(scope: ReportScope, projects: list[EsfProject]) -> list[int | None]:
    if scope.is_whole:
        return [project.target for project in projects]
    delprojekt_ids = [row.pk for row in scope.delprojekt]
    project_ids = [row.pk for row in projects]
    targets = targets_of(delprojekt_ids, project_ids, scope.period.last_on)
    return list(targets.values())


def _projects_with_participants(scope: ReportScope) -> list[EsfProject]:
    """Of one project chosen, that one also when it is still empty."""
    if len(scope.projects) == 1:
        return list(scope.projects)
    query = load(PACKAGE, "projects_with_participants.sql")
    ids = {project_id for (project_id,) in replica.fetch(query, scope.params)}
    return [project for project in scope.projects if project.pk in ids]
