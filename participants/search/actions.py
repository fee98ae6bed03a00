"""A search, with what it says about the one who searches."""

from typing import Any

from mia import audit
from mia.organisation.staff.models import Staff
from participants.people import limits
from participants.search import queries
from participants.search.queries import SearchRow


def search(*, by: Staff, **criteria: Any) -> list[SearchRow]:
    """As queries.search. A number of nobody whom the user sees is counted, and there are limits.

    Raises ValidationError. The answer is the same whether nobody has the number or one may not
    see who has it.
    """
    number = criteria.get("number", "")
    if number:
        limits.refuse_many_by_hand(by=by, field="q")
    rows = queries.search(by, **criteria)
    if number and not rows:
        limits.count_unknown_number(number, by=by)
        audit.record_event(audit.Action.SEARCH, "number.unknown")
    return rows
