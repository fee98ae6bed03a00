"""Tables that people hand in: CSV and XLSX, read row by row (docs/formats.md §1). A leaf: knows no
column and no model.

Whatever is wrong with the file as a whole is one FileError with one Swedish sentence.
"""

import csv
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

DELIMITERS = (";", ",", "\t")
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx with a password
UTF16 = (b"\xff\xfe", b"\xfe\xff")
# A workbook of 200,000 contacts with notes unpacks to about 150 MB, at most 30 times its size.
MOST_UNPACKED = 400 * 1024 * 1024
MOST_RATIO = 200
LONGEST_CELL = 131_072

SAVE_AS_UTF8 = "Välj CSV UTF-8 eller XLSX när du sparar i kalkylprogrammet."


class FileError(Exception):
    """The file cannot be read as a table; the message is what the user reads."""


@dataclass(frozen=True)
class Table:
    """An opened file: its header as written, and where the rows come from."""

    path: Path
    header: tuple[str, ...]
    delimiter: str
    is_workbook: bool

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """(row number as a spreadsheet counts, cells) of every row with content.

        A CSV row may have another number of cells than the header: that is the reader's to tell.
        """
        records = _workbook(self.path) if self.is_workbook else _text(self.path, self.delimiter)
        width = len(self.header)
        past_header = False
        for number, cells in records:
            if not any(_is_filled(cell) for cell in cells):
                continue
            if not past_header:
                past_header = True
                continue
            while len(cells) > width and not _is_filled(cells[-1]):
                cells.pop()
            if self.is_workbook:
                cells.extend([None] * (width - len(cells)))
            yield number, cells


def open_table(path: Path, names: Collection[str]) -> Table:
    """Find out what the file is and read its header. `names` (lower case) help to tell the
    delimiter.

    Raises FileError.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise FileError("Filen finns inte eller går inte att läsa.") from error
    if not start:
        raise FileError("Filen är tom. Den ska ha en rubrikrad och minst en rad till.")
    if start == OLD_WORKBOOK:
        raise FileError(
            "Filen är ett gammalt eller lösenordsskyddat kalkylblad. Spara den som XLSX utan lösenord."
        )
    if start[:2] in UTF16:
        raise FileError("Filen är sparad som UTF-16, inte UTF-8. " + SAVE_AS_UTF8)
    if start == WORKBOOK:
        _refuse_bomb(path)
        return Table(path, _header(_workbook(path)), ";", is_workbook=True)
    delimiter = _delimiter(path, names)
    return Table(path, _header(_text(path, delimiter)), delimiter, is_workbook=False)


def _is_filled(cell: Any) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _header(records: Iterator[tuple[int, list[Any]]]) -> tuple[str, ...]:
    for _, cells in records:
        if any(_is_filled(cell) for cell in cells):
            while not _is_filled(cells[-1]):
                cells.pop()
            return tuple("" if cell is None else str(cell).strip() for cell in cells)
    raise FileError("Filen är tom. Den ska ha en rubrikrad och minst en rad till.")


# --- CSV


def _delimiter(path: Path, names: Collection[str]) -> str:
    """The delimiter under which most of the first filled row's cells are column names."""
    line = next((line for line in _lines(path) if line.strip()), "")
    if line.strip().lower() in ("sep=;", "sep=,", "sep=\t", "sep="):
        raise FileError("Ta bort den första raden (sep=). Filen ska börja med rubrikraden.")

    def score(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip().strip('"').strip().lower() for cell in line.split(delimiter)]
        return sum(cell in names for cell in cells), len(cells)

    return max(DELIMITERS, key=score)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, line in enumerate(file, 1):
                if "\0" in line:
                    raise FileError(
                        f"Filen innehåller ett nolltecken på rad {number}. {SAVE_AS_UTF8}"
                    )
                yield line
    except UnicodeDecodeError as error:
        raise FileError(f"Filen är inte sparad som UTF-8. {SAVE_AS_UTF8}") from error
    except OSError as error:
        raise FileError("Filen går inte att läsa.") from error


def _text(path: Path, delimiter: str) -> Iterator[tuple[int, list[Any]]]:
    records = csv.reader(_lines(path), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(records, 1):
            yield number, list(cells)
    except csv.Error as error:
        raise FileError(
            f"Citattecknen stämmer inte på eller efter rad {number + 1}: ett fält börjar med citattecken men slutar"
            f" inte rätt, eller är längre än {LONGEST_CELL:_} tecken.".replace("_", " ")
        ) from error


# --- XLSX


def _refuse_bomb(path: Path) -> None:
    """What the archive says it unpacks to is also the most that zipfile will hand out."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileError("Filen är skadad och kan inte öppnas som XLSX.") from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(path.stat().st_size, 10_000):
        raise FileError(
            "Kalkylbladet blir orimligt stort när det packas upp. Dela upp det, eller spara som CSV UTF-8."
        )


def _workbook(path: Path) -> Iterator[tuple[int, list[Any]]]:
    """Rows of the first sheet. openpyxl raises almost anything on a damaged file, so everything is
    caught here.
    """
    book = None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        for number in range(1, 1_048_577):
            row = next(rows, None)
            if row is None:
                break
            yield number, list(islice(row, 1_000))
    except FileError:
        raise
    except Exception as error:
        raise FileError("Filen är skadad och kan inte läsas som XLSX.") from error
    finally:
        if book is not None:
            book.close()
