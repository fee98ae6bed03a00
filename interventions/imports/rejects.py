"""The file of rejected rows: as they were, with x_rad and x_fel. To be corrected and read in again."""

import csv
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from interventions.imports.report import Problem
from mia.core.cells import as_text
from mia.core.tabular import FileError, Table

ADDED = ("x_rad", "x_fel")


def write(table: Table, target: Path, problems: Iterable[Problem]) -> None:
    """Written beside, synced and renamed; readable by its owner only (it holds personal numbers).
    Raises FileError.
    """
    wrong: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        place = f"{problem.column}: " if problem.column else ""
        wrong[problem.line].append(f"{place}{problem.right}")
    kept = [place for place, name in enumerate(table.header) if name.strip().lower() not in ADDED]
    beside = None
    try:
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".inlasning-")
        with open(handle, "w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file, delimiter=table.delimiter, lineterminator="\r\n")
            out.writerow([*(table.header[place] for place in kept), *ADDED])
            for line, cells in table.rows():
                if line in wrong:
                    given = (
                        cells
                        if len(cells) != len(table.header)
                        else [cells[place] for place in kept]
                    )
                    out.writerow([*map(_as_written, given), line, " | ".join(wrong[line])])
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(target)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise FileError(
            f"De felaktiga raderna kunde inte sparas i {target}. Ingenting lästes in."
        ) from error


def _as_written(cell: object) -> str:
    return cell if isinstance(cell, str) else as_text(cell)
