"""The project's goals (docs/domain.md §1.7), each with its denominator: what is measured, of whom,
and what was promised.
"""

from dataclasses import dataclass
from typing import Any

from mia.access import replica
from reporting.figures.cohorts import COHORTS, cohort_rows
from reporting.figures.participations import COUNTABLE
from reporting.figures.scope import ReportScope


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
        "Avslutade till arbete eller studier, av alla som har avslutats. Målet är 30 %.",
        "arbete-studier",
        "avslutade",
        30,
    ),
    Goal(
        "Till ordinarie arbetsförberedande insats, av avslutade",
        "Avslutade till en ordinarie insats hos Arbetsförmedlingen eller kommunen, av alla som har avslutats."
        " Målet är 40 %.",
        "ordinarie",
        "avslutade",
        40,
    ),
    Goal(
        "Till arbete, studier eller ordinarie insats, av inskrivna",
        "Avslutade till arbete, studier eller ordinarie insats, av alla som har skrivits in.",
        "utfall",
        "inskrivna",
    ),
    Goal(
        "Till arbete eller studier, av inskrivna (mottagna)",
        "Avslutade till arbete eller studier, av alla som har skrivits in. Det är inte basen för målet 30 %.",
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
COUNTED = ["inskrivna", "avslutade", "arbete-studier", "ordinarie", "utfall"]
Counts = dict[tuple[str, str], int]


def counts(parameters: dict[str, Any]) -> Counts:
    """(cohort, sex) → persons, accumulated to the period's last day; one statement. Sexes are K, M
    and X.
    """
    columns = ", ".join(f"count(*) FILTER (WHERE p.{COHORTS[slug].column})" for slug in COUNTED)
    found = {(slug, sex): 0 for slug in COUNTED for sex in "KMX"}
    sql = f"WITH {COUNTABLE} SELECT p.sex, {columns} FROM ({cohort_rows()}) p GROUP BY p.sex"
    for sex, *numbers in replica.fetch(sql, parameters):
        found |= {(slug, sex): number for slug, number in zip(COUNTED, numbers, strict=True)}
    return found


def target(scope: ReportScope) -> int | None:
    """How many were to be enrolled: the sum over the ESF projects that those enrolled belong to,
    or, when delprojekt are picked, over these. None when one of them has no target.
    """
    rows = _projects_with_participants(scope) if scope.is_whole else scope.delprojekt
    targets = [row.target for row in rows]
    return sum(number or 0 for number in targets) if targets and all(targets) else None


def _projects_with_participants(scope: ReportScope) -> list[Any]:
    """Of one project chosen, that one also when it is still empty."""
    sql = f"WITH {COUNTABLE} SELECT DISTINCT p.project_id FROM participation p"
    counted = {row[0] for row in replica.fetch(sql, scope.params)}
    return [row for row in scope.projects if row.pk in counted or len(scope.projects) == 1]
