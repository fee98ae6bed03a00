"""XLSX: one sheet of typed rows, and the sheet Om that says what they are (docs/formats.md §1)."""

import tempfile
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

import xlsxwriter

from reporting.exports import about
from reporting.exports.about import FileOrigin
from reporting.exports.declaration import Export, ReportColumn
from reporting.figures.scope import ReportScope

_WIDTH = 16
_LABEL_WIDTH, _TEXT_WIDTH = 24, 100  # of the sheet Om


def write(
    export: Export,
    scope: ReportScope,
    file: BinaryIO,
    origin: FileOrigin,
    lines: Iterable[list[Any]],
    notes: list[str],
) -> None:
    """Write the workbook into `file`, a row at a time in constant memory."""
    columns = export.columns_for(scope)
    with tempfile.TemporaryDirectory(prefix="mia-") as scratch:
        options = {"constant_memory": True, "tmpdir": scratch, "in_memory": False}
        book = xlsxwriter.Workbook(file, options)
        moment = origin.at.replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": export.title, "author": "MIA", "created": moment})
        try:
            _add_rows_sheet(book, export.slug, columns, lines)
            about_lines = about.lines(export, scope, origin, columns, notes)
            _add_about_sheet(book, about_lines)
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
    bold = book.add_format({"bold": True})
    whole = book.add_format({"num_format": "0"})
    tenth = book.add_format({"num_format": "0.0"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    text = book.add_format({"num_format": "@"})
    for position, column in enumerate(columns):
        sheet.write(0, position, column.heading, bold)
    for number, line in enumerate(lines, 1):
        for position, value in enumerate(line):
            if isinstance(value, str):  # a hidden number too
                sheet.write_string(number, position, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(number, position, value, day)
            elif isinstance(value, int):  # a count among shares is a whole number
                sheet.write_number(number, position, value, whole)
            elif value is not None:
                sheet.write_number(number, position, value, tenth)


def _add_about_sheet(book: xlsxwriter.Workbook, lines: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("Om")
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True})
    for number, (label, text) in enumerate(lines):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, text, wrapped)
