"""What SUS and its aggregates derive from stored facts (docs/domain.md §2.6, §2.8, §2.11,
§7.4).

The rules stand in sql/sus_stays.sql and sql/sus_counts.sql; the values they give are listed here in
their order.
"""

from mia.core.sql import load

TIME_BANDS = ["0 ingen", "<1 år", "1–<2", "2–<3", "3–<4", "4–<5", "5–<6", "≥6 år", "okänt"]
AGE_BANDS = ["16–19", "20–24", "25–29", "30–39", "40–49", "50–59", "60–64"]
YOUNGER, OLDER, MISSING = "yngre än 16", "65 eller äldre", "uppgift saknas"
# Exclusive: the first that holds. What is not known counts as not.
OCCUPATIONS = [
    "förvärvsarbete",
    "studier",
    "aktivt arbetssökande som ej arbetar eller studerar",
    "övriga avslutade",
]


def stays(view: str) -> str:
    """SQL of the enrolments that SUS is told of, read from `view` (sql/sus_stays.sql)."""
    return load("reporting.figures", "sus_stays.sql").format(enrolments=view)
