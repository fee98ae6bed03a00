"""Jobs and studies that began in MIA and are kept at 3, 6 and 12 months (docs/domain.md §5.7).

Unit: spells, of which a participant may have several. The last day of a spell leads over what was
answered at its follow-up.
"""

from itertools import product
from typing import Any

from interventions.follow_ups.enums import OF_SPELL, Answer, Moment
from mia.access import replica
from mia.core.sql import load
from reporting.figures.by_sex import SEXES

MONTHS = {Moment.MONTHS_3.value: 3, Moment.MONTHS_6.value: 6, Moment.MONTHS_12.value: 12}
DAYS = {row.moment.value: row.due_after.days for row in OF_SPELL if row.moment in MONTHS}
NOT_FOLLOWED = "EJ_FOLJD"
# What is shown of each moment, and what the answers add up to.
ANSWERS = (Answer.KEPT.value, Answer.LOST.value, Answer.NOT_REACHED.value, NOT_FOLLOWED)
ALL = "ALLA"

KeptCounts = dict[tuple[str, str], int]
WHOLE = ""  # all delprojekt together


def line(place: str, moment: str, answer: str) -> str:
    """The name of a line; `place` is the code of a delprojekt, or WHOLE."""
    return f"{place}/{moment}/{answer}"


def counts(codes: dict[int, str], params: dict[str, Any]) -> KeptCounts:
    """(line, sex) → spells, of each delprojekt and of all of them; one statement.

    `codes` are those of the delprojekt by their ids.
    """
    places = (WHOLE, *codes.values())
    numbers = dict.fromkeys(product(_lines(places), SEXES), 0)
    moments = {"moments": list(DAYS), "days": list(DAYS.values())}
    query = load("reporting.figures", "kept_spells.sql")
    for delprojekt, moment, answer, sex, number in replica.fetch(query, params | moments):
        for place, kind in product((WHOLE, codes[delprojekt]), (answer, ALL)):
            numbers[line(place, moment, kind), sex] += number
    return numbers


def _lines(places: tuple[str, ...]) -> list[str]:
    return [line(*parts) for parts in product(places, MONTHS, (*ANSWERS, ALL))]


def sums(codes: list[str]) -> list[tuple[str, list[str]]]:
    """Which lines add up to which: the answers to their sum, the delprojekt to the whole."""
    relations = []
    for place, moment in product((WHOLE, *codes), MONTHS):
        answers = [line(place, moment, answer) for answer in ANSWERS]
        relations.append((line(place, moment, ALL), answers))
    for moment, answer in product(MONTHS, (*ANSWERS, ALL)):
        parts = [line(code, moment, answer) for code in codes]
        relations.append((line(WHOLE, moment, answer), parts))
    return relations
