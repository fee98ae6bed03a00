"""ESF's common indicators (Regulation (EU) 1304/2013 and 2021/1057, Annex I; docs/domain.md
§3.3–3.7).

Counted over participations (a person in an ESF project). Output indicators count those who entered
in the period, results those who left in it. Only complete records count, but for EECO01.
"""

from itertools import product
from typing import Any

from mia.access import replica
from mia.core.sql import load
from reporting.figures import indicators_2014, indicators_2021
from reporting.figures.by_sex import SEXES
from reporting.figures.indicator import Indicator, When
from reporting.figures.participations import PARTICIPATIONS

PACKAGE = "reporting.figures"
TOTALS = [
    Indicator(
        "TOTAL",
        "Deltagare med fullständiga uppgifter",
        "Kön, födelsedatum, arbetsmarknadsstatus och utbildning vid start är kända.",
        column="is_participant",
    ),
    Indicator(
        "GRAND_TOTAL",
        "Alla deltagare",
        "Alla som har börjat i perioden.",
        column="is_participant",
        counts_incomplete=True,
    ),
    Indicator(
        "OFULLST",
        "Deltagare med ofullständiga uppgifter",
        "Någon uppgift som ESF kräver saknas.",
        column="is_incomplete",
        counts_incomplete=True,
    ),
]

INDICATORS: dict[str, list[Indicator]] = {
    "2014": [*indicators_2014.OUTPUT, *indicators_2014.RESULTS, *TOTALS],
    "2021": [*indicators_2021.OUTPUT, *indicators_2021.RESULTS, *TOTALS],
}
# Totals and the lines that add up to them, over the same cohort.
SUMS = {
    "2014": [
        ("TOTAL", ("CO01", "CO03", "CO05")),
        ("TOTAL", ("CO09", "CO10", "CO11")),
        ("GRAND_TOTAL", ("TOTAL", "OFULLST")),
    ],
    "2021": [
        ("TOTAL", ("EECO02", "EECO04", "EECO05")),
        ("TOTAL", ("EECO09", "EECO10", "EECO11")),
        ("GRAND_TOTAL", ("TOTAL", "OFULLST")),
        ("EECO01", ("GRAND_TOTAL",)),
    ],
}

# Lines within another: of the same persons, some.
SUBSETS = {
    "2014": {"CO01": ["CO02"], "CO03": ["CO04"], "CO07": ["CO08"]},
    "2021": {"EECO02": ["EECO03"]},
}

IndicatorCounts = dict[tuple[str, str], int]


def _with_data(programme: str) -> list[Indicator]:
    """Those that MIA has data for."""
    return [indicator for indicator in INDICATORS[programme] if indicator.column]


def subsets(programme: str) -> dict[str, list[str]]:
    """Lines within another line: those of complete records are all within TOTAL."""
    within_total = []
    for indicator in _with_data(programme):
        if not indicator.counts_incomplete and indicator.code != "TOTAL":
            within_total.append(indicator.code)
    return {"TOTAL": within_total, **SUBSETS[programme]}


def by_delprojekt(programme: str, params: dict[str, Any]) -> dict[tuple[str, int, str], int]:
    """(code, delprojekt's id, sex) → persons, for the indicators that MIA has data for; one
    statement.

    Who has been in two delprojekt counts where she entered the project, or, among the results,
    where she left it: so the delprojekt add up to the whole. Sexes are K, M and X.
    """
    counted = _with_data(programme)
    query = load(PACKAGE, "indicator_counts.sql").format(
        participations=PARTICIPATIONS,
        records=load(PACKAGE, "indicator_records.sql"),
        counts=", ".join(indicator.count for indicator in counted),
    )
    persons = {}
    for sex, entered_id, left_id, *numbers in replica.fetch(query, params):
        when, delprojekt_id = When.ENTRY, entered_id
        if entered_id is None:
            when, delprojekt_id = When.EXIT, left_id
        for indicator, number in zip(counted, numbers, strict=True):
            if indicator.when is when:
                persons[indicator.code, delprojekt_id, sex] = number
    return persons


def counts(programme: str, params: dict[str, Any]) -> IndicatorCounts:
    """(code, sex) → persons: of all the delprojekt together."""
    codes = [indicator.code for indicator in _with_data(programme)]
    persons: IndicatorCounts = dict.fromkeys(product(codes, SEXES), 0)
    for (code, _, sex), number in by_delprojekt(programme, params).items():
        persons[code, sex] += number
    return persons
