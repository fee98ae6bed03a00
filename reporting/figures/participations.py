"""Participations: one row per person and ESF project, which is what goals and ESF indicators count
(docs/formats.md §2). What they are is said in sql/participations.sql.
"""

from mia.core.sql import load

PACKAGE = "reporting.figures"

# With the facts that indicators are derived from.
PARTICIPATIONS = load(PACKAGE, "participations.sql")
# The same rows with what cohorts (reporting/figures/cohorts.py) and the dashboard ask of them.
COUNTABLE = load(PACKAGE, "countable_participations.sql")
# Also one row per person, ESF project and delprojekt.
COUNTABLE_BOTH = ", ".join([COUNTABLE, load(PACKAGE, "participations_by_delprojekt.sql")])
