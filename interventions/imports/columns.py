"""The columns of a file, and how a row of cells becomes values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from interventions.imports.report import RowProblem, excerpt
from mia.core.cells import CellError, Reader, as_text, refuse_error_cell
from mia.core.plain_text import without_apostrophe
from mia.core.tabular import FileError

IGNORED_PREFIX = "x_"  # of columns that are the user's own (docs/formats.md §3)
LONGEST_HEADING = 40  # characters of an unknown heading that an error repeats
MISSING = "Värdet saknas. Kolumnen måste vara ifylld."


@dataclass(frozen=True)
class FileColumn:
    """A heading of the file. `field` is the database's column it fills, when it fills one by
    itself; `empty` is what an empty cell means.
    """

    name: str
    read: Reader
    field: str = ""
    required: bool = False
    empty: Any = None


@dataclass(frozen=True)
class FileHeader:
    """Where each column of ours stands in this file."""

    width: int
    places: dict[str, int]

    def has(self, name: str) -> bool:
        return name in self.places

    def fields(self, columns: Iterable[FileColumn], *, present: bool) -> list[str]:
        """The database's columns whose heading the file has; or has not."""
        return [column.field for column in columns if self.has(column.name) == present]


@dataclass(slots=True)
class FileRow:
    """A row of the file: its line, its values by column, and everything wrong with it.

    A cell that is wrong has no value.
    """

    line: int
    values: dict[str, Any]
    problems: list[RowProblem]

    def refuse(self, column: str, value: str, right: str) -> None:
        self.problems.append(RowProblem(self.line, column, value, right))

    def get(self, column: str) -> Any:
        return self.values.get(column)

    def values_of(self, columns: Iterable[FileColumn]) -> list[object]:
        """The value of each column, or what its absence means."""
        return [self.values.get(column.name, column.empty) for column in columns]

    def unread(self, columns: Sequence[FileColumn]) -> list[FileColumn]:
        """The columns whose cell, or the row as a whole, could not be read."""
        if not self.problems:
            return []
        wrong = {problem.column for problem in self.problems}
        return [column for column in columns if column.name in wrong or "" in wrong]


def unread_cell(cell: object) -> object:
    """The cell as it is, for a column that only the whole row can judge: a personal number."""
    if as_text(cell) == "":
        return None
    return cell


def match(headings: Sequence[str], columns: Sequence[FileColumn]) -> FileHeader:
    """Compare the file's headings with our columns. Raises FileError that names what is wrong."""
    names = {column.name for column in columns}
    places: dict[str, int] = {}
    faults: list[str] = []
    for place, heading in enumerate(headings):
        name = heading.strip().lower()
        if name.startswith(IGNORED_PREFIX):
            continue
        if not name:
            faults.append(f"kolumn {place + 1} saknar rubrik")
        elif name not in names:
            as_written = heading.strip()[:LONGEST_HEADING]
            faults.append(f"kolumnen {as_written} är okänd")
        elif name in places:
            faults.append(f"kolumnen {name} förekommer två gånger")
        places.setdefault(name, place)
    for column in columns:
        if column.required and column.name not in places:
            faults.append(f"kolumnen {column.name} saknas")
    if faults:
        raise _wrong_header(faults, names)
    return FileHeader(len(headings), places)


def _wrong_header(faults: list[str], names: Iterable[str]) -> FileError:
    wrong = "; ".join(faults)
    valid = ", ".join(sorted(names))
    return FileError(f"Rubrikraden stämmer inte: {wrong}. Kända kolumner: {valid}.")


def read_cells(
    line: int, cells: Sequence[object], header: FileHeader, columns: Sequence[FileColumn]
) -> FileRow:
    """The values of the columns that the file has, and every cell that is wrong."""
    row = FileRow(line, {}, [])
    if len(cells) != header.width:
        right = (
            f"Raden har {len(cells)} fält men rubrikraden har {header.width}."
            " Kontrollera skiljetecken och citattecken."
        )
        row.refuse("", "", right)
        return row
    for column in columns:
        place = header.places.get(column.name)
        if place is not None:
            _read_cell(row, column, cells[place])
    return row


def _read_cell(row: FileRow, column: FileColumn, cell: object) -> None:
    if isinstance(cell, str):
        cell = without_apostrophe(cell)
    try:
        refuse_error_cell(cell)
        value = column.read(cell)
    except CellError as error:
        row.refuse(column.name, excerpt(column.name, cell), error.right)
        return
    if value is not None:
        row.values[column.name] = value
    elif column.required:
        row.refuse(column.name, "", MISSING)
    else:
        row.values[column.name] = column.empty
