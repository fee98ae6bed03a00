"""The file of rejected rows: as they were, with x_rad and x_fel, to be mended."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from interventions.imports.report import RowProblem
from mia.core.cells import as_text
from mia.core.tabular import FileError, Table
from mia.core.whole_file import write_whole

ADDED_HEADINGS = ("x_rad", "x_fel")


def write(table: Table, target: Path, problems: Iterable[RowProblem]) -> None:
    """Written beside, synced and renamed; readable by its owner only (it holds personal numbers).
    Raises FileError.
    """
    beside = target.with_name(f".inlasning-{uuid4().hex}")
    try:
        with write_whole(target, beside=beside) as file:
            _write_rows(table, file, _faults_by_line(problems))
    except OSError as error:
        raise FileError(
            f"De felaktiga raderna kunde inte sparas i {target}. Ingenting lästes in."
        ) from error


def _faults_by_line(problems: Iterable[RowProblem]) -> dict[int, list[str]]:
    faults: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        fault = problem.right
        if problem.column:
            fault = f"{problem.column}: {fault}"
        faults[problem.line].append(fault)
    return faults


def _write_rows(table: Table, file: BinaryIO, faults: dict[int, list[str]]) -> None:
    """The rows with faults; columns that an earlier file of rejected rows had are left out."""
    places = _places_of_own_columns(table)
    headings = [table.header[place] for place in places]
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\r\n")
    writer.writerow([*headings, *ADDED_HEADINGS])
    for line, cells in table.rows():
        if line not in faults:
            continue
        row = _own_cells(table, cells, places)
        texts = [_as_written(cell) for cell in row]
        line_faults = " | ".join(faults[line])
        writer.writerow([*texts, line, line_faults])
    text.detach()


def _places_of_own_columns(table: Table) -> list[int]:
    places = []
    for place, heading in enumerate(table.header):
        name = heading.strip().lower()
        if name not in ADDED_HEADINGS:
            places.append(place)
    return places


def _own_cells(table: Table, cells: list[object], places: Sequence[int]) -> list[object]:
    """All cells of a row that has another number of them than the header."""
    if len(cells) != len(table.header):
        return cells
    return [cells[place] for place in places]


def _as_written(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    return as_text(cell)
