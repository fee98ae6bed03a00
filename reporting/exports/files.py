"""CSV and XLSX as formats §1 says: the same data gives the same bytes."""

import csv
import hashlib
import io
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID

import xlsxwriter

from reporting.exports import about, rows
from reporting.exports.about import Made
from reporting.exports.declaration import Choice, Column, Export, Kind, RowExport, TableExport

BOM = b"\xef\xbb\xbf"
RISKY = re.compile(r"[=+\-@\t\r]")
_FORMATS = {Kind.WHOLE: "0", Kind.TENTH: "0.0", Kind.DATE: "yyyy-mm-dd", Kind.TEXT: "@"}
_WIDTH = 16


@dataclass
class Written:
    """What went into a file: rows, persons, and for row exports a fingerprint of what the rows say."""

    rows: int = 0
    persons: int = 0
    participants: set[UUID] = field(default_factory=set)
    content: str = ""


def write(
    export: Export, choice: Choice, extension: str, file: BinaryIO, made: Made, corrected: frozenset[UUID] = frozenset()
) -> Written:
    """The whole file into `file`."""
    lines: Iterable[Any]
    notes: list[str] = []
    if isinstance(export, RowExport):
        written, lines = _watched(rows.read(export, choice, corrected))
    elif isinstance(export, TableExport):
        table = export.read(choice)
        written, lines, notes = Written(len(table.lines), table.persons), table.lines, table.notes
    else:
        raise TypeError(export)
    writer = {"csv": _csv, "xlsx": _xlsx}[extension]
    writer(export, choice, file, made, lines, notes)
    if written.participants:
        written.persons = len(written.participants)
    return written


def _watched(found: Iterable[rows.Row]) -> tuple[Written, Iterable[bytes]]:
    """The lines as they pass, noted: whose, how many, and what they say together."""
    written = Written()
    said = hashlib.sha256()

    def lines() -> Iterable[bytes]:
        for row in found:
            written.rows += 1
            written.participants.add(row.participant_id)
            said.update(rows.fingerprint(row))
            yield row.line
        written.content = said.hexdigest()

    return written, lines()


def _csv(
    export: Export, choice: Choice, file: BinaryIO, made: Made, lines: Iterable[Any], notes: list[str]
) -> None:  # fmt: skip
    columns = export.columns_for(choice)
    file.write(BOM + ";".join(column.heading for column in columns).encode() + b"\r\n")
    if isinstance(export, RowExport):
        for line in lines:
            file.write(line + b"\r\n")
        return
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([_as_text(line.get(column.value)) for column in columns])
    file.write(text.getvalue().encode())


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
    export: Export, choice: Choice, file: BinaryIO, made: Made, lines: Iterable[Any], notes: list[str]
) -> None:  # fmt: skip
    columns = export.columns_for(choice)
    with tempfile.TemporaryDirectory(prefix="mia-") as scratch:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": scratch, "in_memory": False})
        moment = made.at.replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": export.title, "author": "MIA", "created": moment})
        _sheet(book, export.slug, columns, (_values(export, columns, line) for line in lines))
        _about(book, about.lines(export, choice, made, columns, notes))
        book.close()


def _values(export: Export, columns: list[Column], line: Any) -> list[Any]:
    if isinstance(export, RowExport):
        return rows.cells(columns, line)
    values = [line.get(column.value) for column in columns]
    return [neutral(value) if isinstance(value, str) else value for value in values]


def _sheet(book: xlsxwriter.Workbook, name: str, columns: list[Column], lines: Iterable[list[Any]]) -> None:
    """Typed cells under a header that stays; a text is always a text cell, so that no number is damaged."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, _WIDTH)
    heading = book.add_format({"bold": True})
    formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
    sheet.write_row(0, 0, [column.heading for column in columns], heading)
    for number, line in enumerate(lines, 1):
        for place, (column, value) in enumerate(zip(columns, line, strict=True)):
            if value is not None:
                write, kind = _cell(sheet, column, value)
                write(number, place, value, formats[kind])


def _cell(sheet: Any, column: Column, value: Any) -> tuple[Callable[..., Any], Kind]:
    """How to write it, and as what: a hidden number is a text, a count among months a whole number."""
    if isinstance(value, str):
        return sheet.write_string, Kind.TEXT
    if column.kind is Kind.DATE:
        return sheet.write_datetime, Kind.DATE
    return sheet.write_number, Kind.WHOLE if isinstance(value, int) else Kind.TENTH


def _about(book: xlsxwriter.Workbook, said: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("Om")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    for number, (label, text) in enumerate(said):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, text, wrapped)
