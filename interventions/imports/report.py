"""What an import has to say: problems, counts, the status of every row."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mia import audit
from mia.core.cells import as_text
from mia.core.log_format import without_identity_numbers

NEW, CHANGED, UNCHANGED, WRONG = "ny", "ändrad", "oförändrad", "fel"
STATUSES = {"new": NEW, "changed": CHANGED, "unchanged": UNCHANGED}
HIDDEN = {"anteckning"}  # the text of a note is never repeated outside the note
LONGEST = 40


@dataclass(frozen=True, slots=True, order=True)
class RowProblem:
    """One thing wrong. `line` as a spreadsheet counts, the header being row 1; `right` says what
    would be right.
    """

    line: int
    column: str
    value: str
    right: str

    def __str__(self) -> str:
        where = f", kolumn {self.column}" if self.column else ""
        value = ""
        if self.value:
            value = f', värde "{self.value}"'
        elif self.column:
            value = ", tomt värde"
        return f"rad {self.line}{where}{value}: {self.right}"


def excerpt(column: str, cell: object) -> str:
    """A cell as it may stand in an error: short, and never a whole personal number."""
    value = as_text(cell)
    if not value:
        return ""
    if column in HIDDEN:
        return f"({len(value)} tecken)"
    if column == "personnummer":
        return _without_last_four(value)
    value = without_identity_numbers(" ".join(value.split()))
    if len(value) > LONGEST:
        return value[: LONGEST - 1] + "…"
    return value


def _without_last_four(number: str) -> str:
    number = re.sub(r"\s", "", number)
    kept = min(8, max(0, len(number) - 4))
    return number[:kept] + "****"


def lines_of(problems: Iterable[RowProblem]) -> set[int]:
    return {problem.line for problem in problems}


@dataclass
class ImportResult:
    """Counts are rows of the file. `new` and `changed` are those that were written (or would be,
    in a dry run). `participants` are the registered persons whom some row is about, for the access
    log. `is_blocked`: rows with errors and nowhere to put them, so nothing is written.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    persons: int = 0
    participants: audit.ManyParticipants = field(default_factory=audit.ManyParticipants)
    problems: list[RowProblem] = field(default_factory=list)
    statuses: list[tuple[int, str]] = field(default_factory=list)
    is_blocked: bool = False
    is_written: bool = False

    @property
    def wrong(self) -> int:
        return len(lines_of(self.problems))

    def count_statuses(self, statuses: "Counter[str]") -> None:
        self.new = statuses[NEW]
        self.changed = statuses[CHANGED]
        self.unchanged = statuses[UNCHANGED]

    def summary(self) -> str:
        """The last line on standard output (docs/formats.md §3)."""
        new, changed = self.new, self.changed
        if self.is_blocked:
            new, changed = 0, 0
        counts = {
            "rader": self.rows,
            "nya": new,
            "ändrade": changed,
            "oförändrade": self.unchanged,
            "fel": self.wrong,
        }
        return " ".join(f"{name}={count}" for name, count in counts.items())
