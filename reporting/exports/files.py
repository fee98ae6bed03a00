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
from reporting.exports.declaration import Column, Export, Kind, RowExport, TableExport
from reporting.figures.scope import ReportScope

BOM = b"\xef\xbb\xbf"
RISKY = re.compile(r"[=+\-@\t\r]")
_FORMATS = {Kind.WHOLE: "0", Kind.TENTH: "0.0", Kind.DATE: "yyyy-mm-dd", Kind.TEXT: "@"}
_WIDTH = 16


@dataclass
class Written:
    """What went into a file: rows, persons, whose they are, and for row exports a fingerprint of
    what the rows say.
    """

    rows: int = 0
    persons: int = 0
    participants: audit.ManyParticipants | None = None
    content: str = ""


def quiet(rows: int) -> None:
    """Nobody asks how far it has come."""


def write(
    export: Export,
    choice: ReportScope,
    extension: str,
    file: BinaryIO,
    made: Made,
    corrected: frozenset[UUID] = frozenset(),
    progress: Callable[[int], None] = quiet,
) -> Written:
    """The whole file into `file`."""
    if isinstance(export, RowExport):
        written = Written(participants=audit.ManyParticipants())
        with contextlib.closing(rows.blocks(export, choice, corrected)) as found:
            blocks = _watched(found, written, progress)
            (_csv_rows if extension == "csv" else _xlsx_rows)(export, choice, file, made, blocks)
        return written
    if not isinstance(export, TableExport):
        raise TypeError(export)
    table = export.read(choice)
    columns = export.columns_for(choice)
    values = ([line.get(column.value) for column in columns] for line in table.lines)
    if extension == "csv":
        _csv_table(columns, file, values)
    else:
        harmless = (
            [neutral(value) if isinstance(value, str) else value for value in line]
            for line in values
        )
        _xlsx(export, choice, file, made, harmless, table.notes)
    return Written(len(table.lines), table.persons)


def _watched(
    blocks: Iterable[list[rows.Raw]], written: Written, progress: Callable[[int], None]
) -> Iterator[list[bytes]]:
    """The lines as they pass, a block at a time, noted: whose, how many, and what they say
    together.
    """
    said = rows.Content()
    for block in blocks:
        progress(written.rows)
        written.rows += len(block)
        if written.participants is not None:
            written.participants.add([row[0] for row in block])
        said.add(block)
        yield [row[3][:-1] for row in block]
    written.content = str(said)


def _heading(columns: list[Column]) -> bytes:
    return BOM + ";".join(column.heading for column in columns).encode() + b"\r\n"


def _csv_rows(
    export: Export, choice: ReportScope, file: BinaryIO, made: Made, blocks: Iterable[list[bytes]]
) -> None:
    file.write(_heading(export.columns_for(choice)))
    for block in blocks:
        file.write(b"\r\n".join([*block, b""]))


def _csv_table(columns: list[Column], file: BinaryIO, lines: Iterable[list[Any]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([_as_text(value) for value in line])
    file.write(_heading(columns) + text.getvalue().encode())


def _xlsx_rows(
    export: Export, choice: ReportScope, file: BinaryIO, made: Made, blocks: Iterable[list[bytes]]
) -> None:
    columns = export.columns_for(choice)
    _xlsx(
        export,
        choice,
        file,
        made,
        (line for block in blocks for line in rows.table(columns, block)),
        [],
    )


def _as_text(value: Any) -> str:
    """Decimal comma; a text that a spreadsheet would take for a formula is made harmless."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return str(value).replace(".", ",")


def neutral(text: str) -> str:
    """For people's files only: a leading apostrophe before = + - @, tab and carriage return."""
    return f"'{text}" if RISKY.match(text) else text


def _xlsx(
    export: Export,
    choice: ReportScope,
    file: BinaryIO,
    made: Made,
    lines: Iterable[list[Any]],
    notes: list[str],
) -> None:
    columns = export.columns_for(choice)
    with tempfile.TemporaryDirectory(prefix="mia-") as scratch:
        book = xlsxwriter.Workbook(
            file, {"constant_memory": True, "tmpdir": scratch, "in_memory": False}
        )
        moment = made.at.replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": export.title, "author": "MIA", "created": moment})
        try:
            _sheet(book, export.slug, columns, lines)
            _about(book, about.lines(export, choice, made, columns, notes))
            book.close()
        finally:
            for sheet in book.worksheets():  # broken off, it would hold its rows on the disk
                sheet.row_data_fh.close()


def _sheet(
    book: xlsxwriter.Workbook, name: str, columns: list[Column], lines: Iterable[list[Any]]
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
    text, day = formats[Kind.TEXT], formats[Kind.DATE]
    whole, tenth = (
        formats[Kind.WHOLE],
        formats[Kind.TENTH],
    )  # a count among shares is a whole number
    for number, line in enumerate(lines, 1):
        for place, value in enumerate(line):
            if isinstance(value, str):  # a hidden number too
                sheet.write_string(number, place, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write_number(number, place, value, whole if isinstance(value, int) else tenth)


def _about(book: xlsxwriter.Workbook, said: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("Om")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    bold, wrapped = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True}),
    )
    for number, (label, text) in enumerate(said):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, text, wrapped)
