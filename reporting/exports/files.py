"""CSV and XLSX as docs/formats.md §1 says: the same data gives the same bytes."""

import contextlib
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from mia import audit
from mia.core.plain_text import BEGINS_AS_FORMULA, FORMULA_STARTS, harmless
from reporting.exports import rows, workbook
from reporting.exports.about import FileOrigin
from reporting.exports.declaration import Export, ReportColumn, RowExport, TableExport
from reporting.figures.scope import ReportScope

BOM = b"\xef\xbb\xbf"
CSV = "csv"


@dataclass
class FileContent:
    """What went into a file: rows, persons, whose they are, and for row exports a fingerprint of
    what the rows say.
    """

    rows: int = 0
    persons: int = 0
    participants: audit.ManyParticipants | None = None
    fingerprint: str = ""


def ignore_progress(rows: int) -> None:
    """For callers who do not follow how far the writing has come."""


def write(
    export: Export,
    scope: ReportScope,
    extension: str,
    file: BinaryIO,
    origin: FileOrigin,
    corrected_ids: frozenset[UUID] = frozenset(),
    progress: Callable[[int], None] = ignore_progress,
) -> FileContent:
    """Write the whole file into `file`."""
    if isinstance(export, RowExport):
        return _write_rows(export, scope, extension, file, origin, corrected_ids, progress)
    if isinstance(export, TableExport):
        return _write_table(export, scope, extension, file, origin)
    raise TypeError(export)


def _write_rows(
    export: RowExport,
    scope: ReportScope,
    extension: str,
    file: BinaryIO,
    origin: FileOrigin,
    corrected_ids: frozenset[UUID],
    progress: Callable[[int], None],
) -> FileContent:
    content = FileContent(participants=audit.ManyParticipants())
    columns = export.columns_for(scope)
    with contextlib.closing(rows.read_blocks(export, scope, corrected_ids)) as blocks:
        lines_of_blocks = _count_rows(blocks, content, progress)
        if extension == CSV:
            file.write(_heading(columns))
            for lines in lines_of_blocks:
                file.write(b"\r\n".join([*lines, b""]))
        else:
            notes: list[str] = []
            values = _values_of_blocks(columns, lines_of_blocks, notes)
            workbook.write(export, scope, file, origin, values, notes)
    return content


def _count_rows(
    blocks: Iterable[list[rows.RawRow]], content: FileContent, progress: Callable[[int], None]
) -> Iterator[list[bytes]]:
    """The lines, a block at a time; as they pass, `content` takes whose they are, how many, and
    what they say together.
    """
    fingerprint = rows.ContentFingerprint()
    for block in blocks:
        progress(content.rows)
        content.rows += len(block)
        if content.participants is not None:
            content.participants.add([row.participant_id for row in block])
        fingerprint.add(block)
        yield [row.line[:-1] for row in block]  # without the line ending of the database
    content.fingerprint = str(fingerprint)


def _values_of_blocks(
    columns: list[ReportColumn], lines_of_blocks: Iterable[list[bytes]], notes: list[str]
) -> Iterator[list[Any]]:
    """The values of each line. After the last one `notes` has what the sheet Om says of them, for
    an authority's file gives a text back as it is.
    """
    formulas = 0
    for lines in lines_of_blocks:
        for values in rows.values_of_lines(columns, lines):
            if _has_formula(values):
                formulas += 1
            yield values
    if formulas:
        unit = "rad" if formulas == 1 else "rader"
        notes.append(BEGINS_AS_FORMULA.format(number=f"{formulas} {unit}"))


def _has_formula(values: Iterable[Any]) -> bool:
    """Whether a spreadsheet would take some text for a formula."""
    return any(isinstance(value, str) and value[0] in FORMULA_STARTS for value in values)


def _write_table(
    export: TableExport, scope: ReportScope, extension: str, file: BinaryIO, origin: FileOrigin
) -> FileContent:
    table = export.read(scope)
    columns = export.columns_for(scope)
    lines = []
    for line in table.lines:
        lines.append([_harmless(line.get(column.value)) for column in columns])
    if extension == CSV:
        _write_csv(columns, file, lines)
    else:
        workbook.write(export, scope, file, origin, lines, table.notes)
    return FileContent(len(table.lines), table.persons)


def _heading(columns: list[ReportColumn]) -> bytes:
    heading = ";".join(column.heading for column in columns)
    return BOM + heading.encode() + b"\r\n"


def _write_csv(columns: list[ReportColumn], file: BinaryIO, lines: Iterable[list[Any]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow(map(_as_text, line))
    file.write(_heading(columns))
    file.write(text.getvalue().encode())


def _as_text(value: Any) -> str:
    """Decimal comma for a number; a text as it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return str(value).replace(".", ",")


def _harmless(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    return value
