"""The columns of a file, and how a row of cells becomes values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interventions.imports.report import Problem, shown
from mia.core.cells import CellError, Reader
from mia.core.tabular import FileError


@dataclass(frozen=True)
class Column:
    """A heading of the file. `field` is the database's column it fills, when it fills one by
    itself.
    """

    name: str
    read: Reader
    field: str = ""
    required: bool = False
    empty: Any = None  # what an empty cell means


@dataclass(frozen=True)
class Header:
    """Where each known column stands in this file."""

    width: int
    places: dict[str, int]

    def has(self, name: str) -> bool:
        return name in self.places


def match(written: Sequence[str], columns: Sequence[Column]) -> Header:
    """Compare the file's header with the known columns. Raises FileError that names what is wrong."""
    known = {column.name for column in columns}
    places: dict[str, int] = {}
    faults: list[str] = []
    for place, heading in enumerate(written):
        name = heading.strip().lower()
        if name.startswith("x_"):
            continue
        if not name:
            faults.append(f"kolumn {place + 1} saknar rubrik")
        elif name not in known:
            faults.append(f"kolumnen {heading.strip()[:40]} är okänd")
        elif name in places:
            faults.append(f"kolumnen {name} förekommer två gånger")
        places.setdefault(name, place)
    faults += [
        f"kolumnen {column.name} saknas"
        for column in columns
        if column.required and column.name not in places
    ]
    if faults:
        raise FileError(
            f"Rubrikraden stämmer inte: {'; '.join(faults)}. Kända kolumner: {', '.join(sorted(known))}."
        )
    return Header(len(written), places)


def read_row(
    line: int, cells: Sequence[Any], header: Header, columns: Sequence[Column]
) -> tuple[dict[str, Any], list[Problem]]:
    """The values of the columns that the file has, and every cell that is wrong (its value is then
    missing).
    """
    if len(cells) != header.width:
        right = f"Raden har {len(cells)} fält men rubrikraden har {header.width}. Kontrollera skiljetecken och citattecken."
        return {}, [Problem(line, "", "", right)]
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in columns:
        place = header.places.get(column.name)
        if place is None:
            continue
        try:
            value = column.read(cells[place])
        except CellError as error:
            problems.append(
                Problem(line, column.name, shown(column.name, cells[place]), error.right)
            )
            continue
        if value is None and column.required:
            problems.append(
                Problem(line, column.name, "", "Värdet saknas. Kolumnen måste vara ifylld.")
            )
            continue
        values[column.name] = column.empty if value is None else value
    return values, problems
