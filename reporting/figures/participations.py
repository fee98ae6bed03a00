"""Participations: one row per person and ESF project, which is what goals and ESF indicators count
(docs/formats.md §2). What their columns hold is said in the .sql files.

Each constant of SQL is the beginning of a WITH; the names are of the rows that it gives.
"""

from mia.core.sql import load

PACKAGE = "reporting.figures"

PER_PROJECT = "participation"
# Also one row per person, ESF project and delprojekt, as a delprojekt's own dashboard counts.
PER_DELPROJEKT = "participation_apart"

# Gives PER_PROJECT, with the facts that indicators are derived from.
PARTICIPATIONS = load(PACKAGE, "participations.sql")
# Gives PER_PROJECT, with what cohorts (reporting/figures/cohorts.py) and the dashboard ask.
COUNTABLE = load(PACKAGE, "countable_participations.sql")
# Gives PER_PROJECT and PER_DELPROJEKT.
COUNTABLE_WITH_DELPROJEKT = ", ".join(
    [COUNTABLE, load(PACKAGE, "participations_by_delprojekt.sql")]
)
