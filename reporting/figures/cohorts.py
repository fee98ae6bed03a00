"""Cohorts: each population that a figure counts, defined once.

Tile, table, chart, export, PDF and the list behind a number all use the same condition over
`participation p` (reporting/figures/participations.py), with %(first)s and %(last)s as the period's
days.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cohort:
    """`where` is SQL over `p`; `definition` is what a person reads."""

    slug: str
    label: str
    definition: str
    where: str


_ALL = [
    Cohort(
        "inskrivna",
        "Inskrivna",
        "Har börjat senast periodens sista dag.",
        "p.started_on <= %(last)s",
    ),
    Cohort(
        "borjade",
        "Började",
        "Har börjat under perioden.",
        "p.started_on BETWEEN %(first)s AND %(last)s",
    ),
    Cohort(
        "pagaende",
        "Pågående",
        "Har börjat och inte slutat före periodens sista dag.",
        "p.started_on <= %(last)s AND (p.ended_on IS NULL OR p.ended_on >= %(last)s)",
    ),
    Cohort(
        "deltog",
        "Deltog",
        "Har börjat senast periodens sista dag och inte slutat före dess första.",
        "p.started_on <= %(last)s AND (p.ended_on IS NULL OR p.ended_on >= %(first)s)",
    ),
    Cohort(
        "slutade",
        "Slutade",
        "Har slutat under perioden.",
        "p.ended_on BETWEEN %(first)s AND %(last)s",
    ),
    Cohort(
        "avslutade", "Avslutade", "Har slutat senast periodens sista dag.", "p.ended_on <= %(last)s"
    ),
    Cohort(
        "arbete",
        "Till arbete",
        "Avslutade med en anledning som räknas som arbete.",
        "p.ended_on <= %(last)s AND p.exit_outcome = 'ARBETE'",
    ),
    Cohort(
        "studier",
        "Till studier",
        "Avslutade med en anledning som räknas som studier.",
        "p.ended_on <= %(last)s AND p.exit_outcome = 'STUDIER'",
    ),
    Cohort(
        "arbete-studier",
        "Till arbete eller studier",
        "Avslutade till arbete eller studier. Målet är 30 % av avslutade.",
        "p.ended_on <= %(last)s AND p.exit_outcome IN ('ARBETE', 'STUDIER')",
    ),
    Cohort(
        "ordinarie",
        "Till ordinarie insats",
        "Avslutade till ordinarie arbetsförberedande insats hos Arbetsförmedlingen eller kommunen. Målet är 40 %.",
        "p.ended_on <= %(last)s AND p.exit_outcome = 'ORDINARIE'",
    ),
    Cohort(
        "utfall",
        "Till arbete, studier eller ordinarie insats",
        "Avslutade till arbete, studier eller ordinarie insats, räknat av alla inskrivna.",
        "p.ended_on <= %(last)s AND p.exit_outcome IN ('ARBETE', 'STUDIER', 'ORDINARIE')",
    ),
    Cohort(
        "annat",
        "Avslutade av annan anledning",
        "Avslutade av en anledning som inte räknas mot målen.",
        "p.ended_on <= %(last)s AND p.exit_outcome = 'ANNAT'",
    ),
]
COHORTS = {cohort.slug: cohort for cohort in _ALL}
