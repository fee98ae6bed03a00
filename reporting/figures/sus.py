"""What SUS and its aggregates derive from stored facts (docs/domain.md §2.6, §2.8, §2.11, §7.4), as
SQL, each said once.
"""

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


def time_band(months: str) -> str:
    """Months of public support before start, as a band."""
    years = " ".join(f"WHEN {months} < {12 * n} THEN '{TIME_BANDS[n]}'" for n in range(1, 7))
    return f"CASE WHEN {months} IS NULL THEN 'okänt' WHEN {months} = 0 THEN '0 ingen' {years} ELSE '≥6 år' END"


def age_band(age: str) -> str:
    """Whole years at start, as a band; the bands and the rest hold everyone."""
    tops = " ".join(f"WHEN {age} <= {band[-2:]} THEN '{band}'" for band in AGE_BANDS)
    return f"CASE WHEN {age} IS NULL THEN '{MISSING}' WHEN {age} < 16 THEN '{YOUNGER}' {tops} ELSE '{OLDER}' END"


def works(row: str, when: str) -> str:
    return f"coalesce({row}.work_{when}, 'INGET') <> 'INGET'"


def studies(row: str, when: str) -> str:
    return f"coalesce({row}.study_{when}_percent, 0) > 0"


def occupation(row: str, when: str) -> str:
    work, study, seek, other = OCCUPATIONS
    return (
        f"CASE WHEN {works(row, when)} THEN '{work}' WHEN {studies(row, when)} THEN '{study}'"
        f" WHEN {row}.seeking_{when} THEN '{seek}' ELSE '{other}' END"
    )


def new_or_more(row: str) -> str:
    """Works or studies after, and did not before, or to a smaller extent."""
    return (
        f"({works(row, 'after')} AND (NOT {works(row, 'before')}"
        f" OR {row}.work_after_percent > {row}.work_before_percent))"
        f" OR ({studies(row, 'after')} AND {row}.study_after_percent > coalesce({row}.study_before_percent, 0))"
    )


def consent(row: str, day: str) -> str:
    """When the SUS consent that holds on the day was given, NULL without one. On the day of
    withdrawal none holds.
    """
    return (
        f"(SELECT max(c.given_on) FROM reporting_consent c WHERE c.enrolment_id = {row}.enrolment_id"
        f" AND c.given_on <= {day} AND (c.withdrawn_on IS NULL OR c.withdrawn_on > {day}))"
    )
