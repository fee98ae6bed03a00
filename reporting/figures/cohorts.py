"""Cohorts: each population that a figure counts, defined once.

Tile, table, chart, export, PDF and the list behind a number read the same column of
reporting/figures/sql/cohorts.sql.
"""

from dataclasses import dataclass

from mia.core import sql
from reporting.figures.participations import PER_PROJECT

# Per cent of the exited (docs/domain.md §1.7).
WORK_OR_STUDIES_GOAL = 30
REGULAR_SERVICE_GOAL = 40


@dataclass(frozen=True)
class Cohort:
    """`column` of cohorts.sql is true for its participations; a person reads `definition`."""

    slug: str
    label: str
    definition: str
    column: str


_ALL = [
    Cohort(
        "inskrivna",
        "Inskrivna",
        "Har börjat senast periodens sista dag.",
        "is_enrolled",
    ),
    Cohort(
        "borjade",
        "Började",
        "Har börjat under perioden.",
        "has_started",
    ),
    Cohort(
        "pagaende",
        "Pågående",
        "Har börjat och inte slutat före periodens sista dag.",
        "is_ongoing",
    ),
    Cohort(
        "deltog",
        "Deltog",
        "Har börjat senast periodens sista dag och inte slutat före dess första.",
        "has_participated",
    ),
    Cohort(
        "slutade",
        "Slutade",
        "Har slutat under perioden.",
        "has_ended",
    ),
    Cohort(
        "avslutade",
        "Avslutade",
        "Har slutat senast periodens sista dag.",
        "is_exited",
    ),
    Cohort(
        "arbete",
        "Till arbete",
        "Avslutade som arbetar när de slutar, eller slutade för att börja arbeta.",
        "is_exited_to_work",
    ),
    Cohort(
        "studier",
        "Till studier",
        "Avslutade som studerar när de slutar, eller slutade för att börja studera, och som inte"
        " räknas till arbete.",
        "is_exited_to_studies",
    ),
    Cohort(
        "arbete-studier",
        "Till arbete eller studier",
        "Avslutade som arbetar eller studerar när de slutar, eller slutade för att göra det."
        f" Målet är {WORK_OR_STUDIES_GOAL} % av avslutade.",
        "is_exited_to_work_or_studies",
    ),
    Cohort(
        "ordinarie",
        "Till ordinarie insats",
        "Avslutade till ordinarie arbetsförberedande insats hos Arbetsförmedlingen"
        f" eller kommunen. Målet är {REGULAR_SERVICE_GOAL} %.",
        "is_exited_to_regular_service",
    ),
    Cohort(
        "ordinarie-med-arbete",
        "Till ordinarie insats, och arbetar eller studerar",
        "Avslutade till ordinarie insats som räknas både mot målet"
        f" {WORK_OR_STUDIES_GOAL} % och mot målet {REGULAR_SERVICE_GOAL} %.",
        "is_exited_to_regular_service_with_work",
    ),
    Cohort(
        "enbart-ordinarie",
        "Enbart till ordinarie insats",
        "Avslutade till ordinarie insats som varken arbetar eller studerar när de slutar.",
        "is_exited_to_regular_service_only",
    ),
    Cohort(
        "utfall",
        "Till arbete, studier eller ordinarie insats",
        "Har börjat arbeta, studera eller gå i ordinarie insats, också medan de är inskrivna."
        " Det som börjar senast fyra veckor efter avslutet räknas med.",
        "has_any_outcome",
    ),
    Cohort(
        "enbart-paborjat",
        "Har börjat, men är inte avslutade till det",
        "Har börjat arbeta, studera eller gå i ordinarie insats, men är inte avslutade eller"
        " avslutades till något annat.",
        "has_begun_only",
    ),
    Cohort(
        "annat",
        "Avslutade av annan anledning",
        "Avslutade av en anledning som inte räknas mot målen, och som varken arbetar eller"
        " studerar.",
        "is_exited_otherwise",
    ),
]
COHORTS = {cohort.slug: cohort for cohort in _ALL}


def cohort_rows(participations: str = PER_PROJECT) -> str:
    """SQL of the participations with a boolean column per cohort.

    `participations` says which rows: PER_PROJECT or PER_DELPROJEKT of
    reporting/figures/participations.py.
    """
    return sql.load("reporting.figures", "cohorts.sql").format(participations=participations)
