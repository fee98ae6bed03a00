"""CSV and XLSX as docs/formats.md §1 says: the same data gives the same bytes."""

import contextlib
import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO
from uuid import UUID

import xlsxwriter

from mia import audit
from reporting.exports import about, rows
from reporting.exports.about import Made
from reporting.exports.declaration import (
    ColumnKind,
    Export,
    ReportColumn,
    RowExport,
    TableExport,
)
from reporting.figures.scope import ReportScope

BOM = b"\xef\xbb\xbf"
RISKY = re.compile(r"[=+\-@\t\r]")
_FORMATS = {
    ColumnKind.WHOLE: "0",
    ColumnKind.TENTH: "0.0",
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.TEXT: "@",
}
_WIDTH = 16


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
    made: Made,
    corrected: frozenset[UUID] = frozenset(),
    progress: Callable[[int], None] = ignore_progress,
) -> FileContent:
    """Write the whole file into `file`."""
    if isinstance(export, RowExport):
        return _write_rows(export, scope, extension, file, made, corrected, progress)
    if isinstance(export, TableExport):
        return _write_table(export, scope, extension, file, made)
    raise TypeError(export)


def _write_rows(
    export: RowExport,
    scope: ReportScope,
    extension: str,
    file: BinaryIO,
    made: Made,
    corrected: frozenset[UUID],
    progress: Callable[[int], None],
) -> FileContent:
    content = FileContent(participants=audit.ManyParticipants())
    columns = export.columns_for(scope)
    with contextlib.closing(rows.blocks(export, scope, corrected)) as blocks:
        lines = _followed(blocks, content, progress)
        if extension == "csv":
            file.write(_heading(columns))
            for block in lines:
                file.write(b"\r\n".join([*block, b""]))
        else:
            values = (line for block in lines for line in rows.table(columns, block))
            _write_xlsx(export, scope, file, made, values, [])
    return content


def _followed(
    blocks: Iterable[list[rows.RawRow]], content: FileContent, progress: Callable[[int], None]
) -> Iterator[list[bytes]]:
    """The lines, a block at a time; as they pass, `content` takes whose they are, how many, and
    what they say together.
    """
    fingerprint = rows.Content()
    for block in blocks:
        progress(content.rows)
        content.rows += len(block)
        if content.participants is not None:
            content.participants.add([row[0] for row in block])
        fingerprint.add(block)
        yield [row[3][:-1] for row in block]
    content.fingerprint = str(fingerprint)


def _write_table(
    export: TableExport, scope: ReportScope, extension: str, file: BinaryIO, made: Made
) -> FileContent:
    table = export.read(scope)
    columns = export.columns_for(scope)
    values = [[line.get(column.value) for column in columns] for line in table.lines]
    if extension == "csv":
        _write_csv(columns, file, values)
    else:
        harmless = [[_harmless(value) for value in line] for line in values]
        _write_xlsx(export, scope, file, made, harmless, table.notes)
    return FileContent(len(table.lines), table.persons)


def _heading(columns: list[ReportColumn]) -> bytes:
    return BOM + ";".join(column.heading for column in columns).encode() + b"\r\n"


def _write_csv(columns: list[ReportColumn], file: BinaryIO, lines: Iterable[list[Any]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([_as_text(value) for value in line])
    file.write(_heading(columns) + text.getvalue().encode())


def _as_text(value: Any) -> str:
    """Decimal comma; a text that a spreadsheet would take for a formula is made harmless."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return str(value).replace(".", ",")


def _harmless(value: Any) -> Any:
    return neutral(value) if isinstance(value, str) else value


def neutral(text: str) -> str:
    """For people's files only: a leading apostrophe before = + - @, tab and carriage return."""
    return f"'{text}" if RISKY.match(text) else text


def _write_xlsx(
    export: Export,
    scope: ReportScope,
    file: BinaryIO,
    made: Made,
    lines: Iterable[list[Any]],
    notes: list[str],
) -> None:
    columns = export.columns_for(scope)
    with tempfile.TemporaryDirectory(prefix="mia-") as scratch:
        book = xlsxwriter.Workbook(
            file, {"constant_memory": True, "tmpdir": scratch, "in_memory": False}
        )
        moment = made.at.replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": export.title, "author": "MIA", "created": moment})
        try:
            _add_rows_sheet(book, export.slug, columns, lines)
            _add_about_sheet(book, about.lines(export, scope, made, columns, notes))
            book.close()
        finally:
            # A workbook that is broken off would keep its rows on the disk.
            for sheet in book.worksheets():
                sheet.row_data_fh.close()


def _add_rows_sheet(
    book: xlsxwriter.Workbook, name: str, columns: list[ReportColumn], lines: Iterable[list[Any]]
) -> None:
    """Typed cells under a header that stays; a text is always a text cell, so that no number is
    damaged.
    """
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, _WIDTH)
    heading = book.add_format({"bold": True})
    formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
    sheet.write_row(0, 0, [column.heading for column in columns], heading)
    text, day = formats[ColumnKind.TEXT], formats[ColumnKind.DATE]
    whole, tenth = formats[ColumnKind.WHOLE], formats[ColumnKind.TENTH]
    for number, line in enumerate(lines, 1):
        for place, value in enumerate(line):
            if isinstance(value, str):  # a hidden number too
                sheet.write_string(number, place, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif isinstance(value, int):  # a count among shares is a whole number
                sheet.write_number(number, place, value, whole)
            elif value is not None:
                sheet.write_number(number, place, value, tenth)


def _add_about_sheet(book: xlsxwriter.Workbook, lines: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("Om")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True})
    for number, (label, text) in enumerate(lines):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, text, wrapped)
