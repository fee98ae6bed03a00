"""What an indicator is: declared once, counted by a column of sql/indicator_records.sql."""

from dataclasses import dataclass
from enum import Enum

NOT_COLLECTED = "Uppgiften samlas inte in i MIA. Raden är tom."
ENTITY = "Gäller projekt och organisationer, inte deltagare. Raden är tom."


class When(Enum):
    """Which participations an indicator counts: a column of sql/indicator_records.sql."""

    ENTRY = "has_entered"
    EXIT = "has_left"


@dataclass(frozen=True)
class Indicator:
    """A line of the report.

    `column` of sql/indicator_records.sql is true for whom it counts; empty when MIA has no data for
    it: then it is printed empty. Only complete records count, unless `counts_incomplete`.
    """

    code: str
    label: str
    definition: str
    column: str = ""
    when: When = When.ENTRY
    is_sensitive: bool = False
    counts_incomplete: bool = False

    @property
    def count(self) -> str:
        """SQL of how many it counts, over `indicator_record r`."""
        condition = f"r.{self.when.value} AND r.{self.column}"
        if not self.counts_incomplete:
            condition += " AND r.is_complete"
        return f"count(*) FILTER (WHERE {condition})"
