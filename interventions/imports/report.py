"""What an import has to say: problems, counts, the status of every row."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from mia.core.cells import as_text
from mia.core.log_format import without_identity_numbers

NEW, CHANGED, UNCHANGED, WRONG = "ny", "ändrad", "oförändrad", "fel"
HIDDEN = {"anteckning"}  # what was said is never repeated outside the note


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong. `line` as a spreadsheet counts, the header being row 1."""

    line: int
    column: str
    value: str
    right: str

    def __str__(self) -> str:
        where = f", kolumn {self.column}" if self.column else ""
        value = f', värde "{self.value}"' if self.value else ", tomt värde" if self.column else ""
        return f"rad {self.line}{where}{value}: {self.right}"


def shown(column: str, cell: Any) -> str:
    """A cell as it may stand in an error: short, and never a whole personal number."""
    value = as_text(cell)
    if column in HIDDEN:
        return f"({len(value)} tecken)" if value else ""
    if column == "personnummer":
        value = re.sub(r"\s", "", value)
        return value[: min(8, max(0, len(value) - 4))] + "****" if value else ""
    value = without_identity_numbers(" ".join(value.split()))
    return value if len(value) <= 40 else value[:39] + "…"


@dataclass
class Result:
    """Counts are rows of the file. `new` and `changed` are those that went in (or would, in a dry
    run).
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    persons: int = 0
    problems: list[Problem] = field(default_factory=list)
    statuses: list[tuple[int, str]] = field(default_factory=list)
    blocked: bool = False  # rows with errors, and nowhere to put them: nothing went in
    went_in: bool = False

    @property
    def wrong_lines(self) -> set[int]:
        return {problem.line for problem in self.problems}

    @property
    def wrong(self) -> int:
        return len(self.wrong_lines)

    def count(self, statuses: "Counter[str]") -> None:
        self.new, self.changed, self.unchanged = (
            statuses[NEW],
            statuses[CHANGED],
            statuses[UNCHANGED],
        )

    def summary(self) -> str:
        """The last line on standard output (docs/formats.md §3)."""
        new, changed = (0, 0) if self.blocked else (self.new, self.changed)
        return f"rader={self.rows} nya={new} ändrade={changed} oförändrade={self.unchanged} fel={self.wrong}"
