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
from mia.jobs import files

ADDED = ("x_rad", "x_fel")


def write(table: Table, target: Path, problems: Iterable[RowProblem]) -> None:
    """Written beside, synced and renamed; readable by its owner only (it holds personal numbers).
    Raises FileError.
    """
    beside = target.with_name(f".inlasning-{uuid4().hex}")
    try:
        with files.write_whole(target, beside=beside) as file:
            _write_rows(table, file, _faults_by_line(problems))
    except OSError as error:
        raise FileError(
            f"De felaktiga raderna kunde inte sparas i {target}. Ingenting lästes in."
        ) from error


def _faults_by_line(problems: Iterable[RowProblem]) -> dict[int, list[str]]:
    faults: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        place = f"{problem.column}: " if problem.column else ""
        faults[problem.line].append(f"{place}{problem.right}")
    return faults


def _write_rows(table: Table, file: BinaryIO, faults: dict[int, list[str]]) -> None:
    """The rows with faults; columns that an earlier file of rejected rows had are left out."""
    kept = [place for place, name in enumerate(table.header) if name.strip().lower() not in ADDED]
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\r\n")
    writer.writerow([*(table.header[place] for place in kept), *ADDED])
    for line, cells in table.rows():
        if line in faults:
            row = _kept_cells(table, cells, kept)
            writer.writerow([*map(_as_written, row), line, " | ".join(faults[line])])
    text.detach()


def _kept_cells(table: Table, cells: list[object], kept: Sequence[int]) -> list[object]:
    """All cells of a row that has another number of them than the header."""
    if len(cells) != len(table.header):
        return cells
    return [cells[place] for place in kept]


def _as_written(cell: object) -> str:
    return cell if isinstance(cell, str) else as_text(cell)
