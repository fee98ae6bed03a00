"""What an import is asked to do, and what it needs to know of each kind of file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from interventions.imports.identity_reader import IdentityReader
from interventions.imports.report import RowProblem
from mia.organisation.staff.models import Staff

# Called with what is being done and how many rows have been read.
Progress = Callable[[str, int], None]
# Rows of the file: each its line, as a spreadsheet counts, and its cells.
Block = Sequence[tuple[int, Sequence[object]]]
# The values of one row, in the order of `record_columns`.
Record = tuple[object, ...]
# The record of a row, and everything wrong that the row itself tells.
ReadRow = tuple[Record, list[RowProblem]]


@dataclass(frozen=True)
class ImportRequest:
    """What is asked for.

    `by` is the page's user, None for a command; rows with errors go to the file `reject`, and
    without one nothing is written when there are any.
    """

    path: Path
    by: Staff | None
    today: date
    dry_run: bool
    reject: Path | None
    progress: Progress

    @property
    def by_id(self) -> int | None:
        if self.by is None:
            return None
        return self.by.pk


class FileImport(Protocol):
    """One kind of file: its share of each step of `engine.import_rows`, in the order of the steps.

    `record_columns` are the columns of the temporary table `incoming` that a record fills,
    `identities` knows whose numbers have been read, and `persons` is the statement that names the
    registered persons whom its rows are about.
    """

    record_columns: list[str]
    identities: IdentityReader
    persons: str

    def create_incoming(self) -> None:
        """Make an empty temporary table `incoming`, gone with the transaction."""
        ...

    def read_block(self, block: Block) -> list[ReadRow]:
        """Every row of a block. Who is registered is asked once for the block."""
        ...

    def set_aside_wrong_rows(self, problems: list[RowProblem]) -> list[RowProblem]:
        """Everything wrong that only the whole file and the database can tell.

        `problems` are those of `read_block`. Afterwards `incoming` holds good rows alone.
        """
        ...

    def classify_rows(self) -> None:
        """Set each row's status: new, changed or unchanged."""
        ...

    def count_persons(self) -> int:
        """How many persons the good rows are about."""
        ...

    def write_rows(self) -> None:
        """Write the new and changed rows. Raises IntegrityError, DataError, OperationalError."""
        ...
