"""How long what is known of a participant is kept (docs/domain.md §6.7). A leaf: knows no model.

Every model with personal fields names its rule in `retention`; tests/test_architecture.py holds
them to it. Nothing is deleted here: disposal of public records takes a decision, and manage.py
disposal_list is what it is taken on.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rule:
    """`years` count from the last day of the enrolment; evidence for ESF is kept at least as long
    as the project's.
    """

    slug: str
    label: str
    years: int
    is_evidence: bool


EVIDENCE = Rule("underlag", "underlag till ESF och SUS", years=0, is_evidence=True)
NOTES = Rule("anteckningar", "anteckningar, fem år efter avslut", years=5, is_evidence=False)
RULES = (EVIDENCE, NOTES)


def earliest_disposal(rule: Rule, *, ended_on: date | None, keep_until: date | None) -> date | None:
    """The first day that the row may be disposed of; None = not known yet, so it stays.

    `ended_on` is the last day of the enrolment, `keep_until` the last day that ESF's decision on
    the project names. The longest applicable time holds: notes are also part of what an auditor may
    ask for.
    """
    if ended_on is None or keep_until is None:
        return None
    try:
        own = ended_on.replace(year=ended_on.year + rule.years)
    except ValueError:
        own = date(ended_on.year + rule.years, 3, 1)
    return max(own, keep_until)
