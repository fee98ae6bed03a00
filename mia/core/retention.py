"""How long data about a participant are kept (docs/domain.md §6.7).

Every model with personal fields names its rule in `retention`, and tests/test_architecture.py
checks that it does. Disposal of public records takes a decision of two persons
(reporting/retention/); a model says here what is left of its rows then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class Rule:
    """How many years a kind of data is kept, counted from the last day of the enrolment.

    `is_evidence` marks data that ESF may ask for as long as the project's own documents.
    """

    slug: str
    label: str
    years: int
    is_evidence: bool


EVIDENCE = Rule("underlag", "underlag till ESF och SUS", years=0, is_evidence=True)
NOTES = Rule("anteckningar", "anteckningar, fem år efter avslut", years=5, is_evidence=False)
# Two years are MIA's own proposal, until the archive authority has decided.
REFERRALS = Rule(
    "remisser", "remisser utan inskrivning, två år efter beslutet", years=2, is_evidence=False
)
RULES = (EVIDENCE, NOTES, REFERRALS)


class HasYears(Protocol):
    """A rule, or a row of the same that administrators edit (RetentionPeriod)."""

    @property
    def years(self) -> int: ...


def earliest_disposal(
    rule: HasYears, *, ended_on: date | None, keep_until: date | None
) -> date | None:
    """The last day that the row has to be kept, or None when that is not known yet: it may be
    disposed of from the day after.

    `ended_on` is the last day of the enrolment, `keep_until` the last day that ESF's decision on
    the project names. The later of the two times holds for every rule: an auditor may ask for notes
    too.
    """
    if ended_on is None or keep_until is None:
        return None
    last_year = ended_on.year + rule.years
    try:
        kept_by_rule = ended_on.replace(year=last_year)
    except ValueError:  # 29 February, in a year that has none
        kept_by_rule = date(last_year, 3, 1)
    return max(kept_by_rule, keep_until)


@dataclass(frozen=True)
class KeptForFigures:
    """What is left of a disposed person's rows, because figures are counted of it (docs/adr/0022).

    `fields` keep their values. `values` are for fields that cannot be empty, `unique` for those
    that cannot be alike; every other personal or sensitive field is emptied. With `only`, rows with
    other values are deleted. `numbered` is a number, with the field whose rows get one each: it
    tells rows apart that are alike when they are emptied. Rows of a model that says nothing are
    deleted.
    """

    fields: frozenset[str]
    values: Mapping[str, str] = field(default_factory=dict)
    unique: tuple[str, ...] = ()
    only: Mapping[str, str] = field(default_factory=dict)
    numbered: tuple[str, str] | None = None
