"""How long referrals wait: days per step and delprojekt (docs/domain.md §1.9 and §7.6).

Unit: waits that ended in the period. A step's wait is the days from its first day to the first day
of the next step; the whole wait those from the day the referral came until it was accepted,
declined or withdrawn, counted where that was. What is still waiting is in the inbox, not here. Days
are the median: of the days in order, the middle one, or the lower of two.
"""

from collections.abc import Sequence
from typing import NamedTuple

from mia.access import replica
from mia.core import sql
from mia.core.period import Period

WHOLE = "HELA"
EVERYONE = ""


class Wait(NamedTuple):
    """How many waits ended, and the median of their days."""

    number: int
    days: int


WaitKey = tuple[int, str, str]  # delprojekt, step or WHOLE, sex or EVERYONE
NONE = Wait(0, 0)


def waits(period: Period, delprojekt: Sequence[int]) -> dict[WaitKey, Wait]:
    """What ended in the period; what counts nothing is left out. One statement."""
    params = {
        "first": period.first_on,
        "last": period.last_on,
        "delprojekt": list(delprojekt),
    }
    statement = sql.load("reporting.figures", "waits.sql")
    rows = replica.fetch(statement, params, sorts_much=False)
    ended = {}
    for delprojekt_id, state, sex, number, days in rows:
        ended[delprojekt_id, state, sex] = Wait(number, days)
    return ended
