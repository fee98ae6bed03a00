"""Tables in files that people import: CSV and XLSX, read row by row (docs/formats.md §1).

Knows no column and no model. Whatever is wrong with the file as a whole is one FileError with one
Swedish sentence.
"""

import csv
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import openpyxl

from mia.core import workbook_limits
from mia.core.workbook_limits import MOST_SHEET_ROWS

DELIMITERS = (";", ",", "\t")
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx with a password
UTF16 = (b"\xff\xfe", b"\xfe\xff")
OTHER_DAMAGE = (EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
LONGEST_CELL = 131_072  # characters
LONGEST_LINE = 2_000_000  # characters
MOST_ROWS = 500_000  # with content
MOST_COLUMNS = 200

EMPTY_FILE = "Filen är tom. Den ska ha en rubrikrad och minst en rad till."
TOO_MANY_ROWS = f"Filen har fler än {MOST_ROWS // 1000} 000 rader. Dela upp den."
TOO_MANY_COLUMNS = f"Filen har fler än {MOST_COLUMNS} kolumner. Ta bort dem som inte behövs."
SAVE_AS_UTF8 = "Välj CSV UTF-8 eller XLSX när du sparar i kalkylprogrammet."

# A number that is no date in a cell for dates: the warning would write it to the log.
warnings.filterwarnings("ignore", module=r"openpyxl\b")

# (row number as a spreadsheet counts, cells)
Record = tuple[int, list[object]]


class FileError(Exception):
    """The file cannot be read as a table; the message is what the user reads."""


@dataclass(frozen=True)
class Table:
    """An opened file: its header as written, and where the rows come from."""

    path: Path
    header: tuple[str, ...]
    delimiter: str
    is_workbook: bool

    def rows(self) -> Iterator[Record]:
        """Every row with content, after the header.

        A row of CSV may have another number of cells than the header: the caller reports that.
        """
        records = _filled(self._records())
        next(records, None)  # the header
        width = len(self.header)
        for count, (number, cells) in enumerate(records, 1):
            if count > MOST_ROWS:
                raise FileError(TOO_MANY_ROWS)
            beyond = cells[width:]
            if beyond.count(None) == len(beyond):
                del cells[width:]
            while len(cells) > width and not _is_filled(cells[-1]):
                cells.pop()
            yield number, cells

    def _records(self) -> Iterator[Record]:
        if self.is_workbook:
            return _read_workbook(self.path)
        return _read_csv(self.path, self.delimiter)


def open_table(path: Path, names: Collection[str]) -> Table:
    """Find out what kind of file it is and read its header. Raises FileError.

    `names` are the expected column names in lower case, by which the delimiter is recognised.
    """
    start = _first_bytes(path)
    if not start:
        raise FileError(EMPTY_FILE)
    if start == OLD_WORKBOOK:
        raise FileError(
            "Filen är ett gammalt eller lösenordsskyddat kalkylblad. "
            "Spara den som XLSX utan lösenord."
        )
    if start[:2] in UTF16:
        raise FileError(f"Filen är sparad som UTF-16, inte UTF-8. {SAVE_AS_UTF8}")
    if start == WORKBOOK:
        _refuse_bomb(path)
        return Table(path, _header(_read_workbook(path)), ";", is_workbook=True)
    delimiter = _delimiter(path, names)
    return Table(path, _header(_read_csv(path, delimiter)), delimiter, is_workbook=False)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4)
    except OSError as error:
        raise FileError("Filen finns inte eller går inte att läsa.") from error


def _is_filled(cell: object) -> bool:
    if isinstance(cell, str):
        return bool(cell.strip())
    return cell is not None


def _filled(records: Iterator[Record]) -> Iterator[Record]:
    """The records with content in some cell."""
    for number, cells in records:
        if any(_is_filled(cell) for cell in cells):
            yield number, cells


def _header(records: Iterator[Record]) -> tuple[str, ...]:
    """The first filled record as text, without empty cells at its end."""
    for _, cells in _filled(records):
        while not _is_filled(cells[-1]):
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise FileError(TOO_MANY_COLUMNS)
        return tuple("" if cell is None else str(cell).strip() for cell in cells)
    raise FileError(EMPTY_FILE)


# --- CSV


def _delimiter(path: Path, names: Collection[str]) -> str:
    """The delimiter under which most cells of the first filled row are column names.

    Between equals it is the one that gives most cells.
    """
    line = next((line for line in _lines(path) if line.strip()), "")
    if line.strip().lower() in ("sep=;", "sep=,", "sep=\t", "sep="):
        raise FileError("Ta bort den första raden (sep=). Filen ska börja med rubrikraden.")
    scores = {}
    for delimiter in DELIMITERS:
        cells = [cell.strip().strip('"').strip().lower() for cell in line.split(delimiter)]
        recognised = [cell for cell in cells if cell in names]
        scores[delimiter] = (len(recognised), len(cells))
    return max(DELIMITERS, key=scores.__getitem__)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, line in enumerate(file, 1):
                if "\0" in line:
                    raise FileError(
                        f"Filen innehåller ett nolltecken på rad {number}. {SAVE_AS_UTF8}"
                    )
                if len(line) > LONGEST_LINE:
                    raise FileError(f"Rad {number} är orimligt lång. {SAVE_AS_UTF8}")
                yield line
    except UnicodeDecodeError as error:
        raise FileError(f"Filen är inte sparad som UTF-8. {SAVE_AS_UTF8}") from error
    except OSError as error:
        raise FileError("Filen går inte att läsa.") from error


def _read_csv(path: Path, delimiter: str) -> Iterator[Record]:
    records = csv.reader(_lines(path), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(records, 1):
            yield number, list(cells)
    except csv.Error as error:
        longest = f"{LONGEST_CELL:_}".replace("_", " ")
        raise FileError(
            f"Citattecknen stämmer inte på eller efter rad {number + 1}: ett fält börjar med "
            f"citattecken men slutar inte rätt, eller är längre än {longest} tecken."
        ) from error


# --- XLSX


def _refuse_bomb(path: Path) -> None:
    """Refuse a workbook that is too large to read, before it is read."""
    try:
        workbook_limits.refuse_too_large(path)
    except workbook_limits.TooLarge as error:
        raise FileError(str(error)) from error
    except (zipfile.BadZipFile, zlib.error, *OTHER_DAMAGE) as error:
        raise FileError("Filen är skadad och kan inte öppnas som XLSX.") from error


def _read_workbook(path: Path) -> Iterator[Record]:
    """Rows of the first sheet.

    openpyxl raises almost any exception on a damaged file, so all of them become a FileError here.
    It is given the opened file, because it judges a path by its ending, which uploads do not have.
    Every row has as many cells: those that the file has not are None. Rows without cells are left
    out.
    """
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
            for number, row in enumerate(islice(rows, MOST_SHEET_ROWS), 1):
                if row.count(None) < len(row):
                    yield number, list(row)
    except Exception as error:
        raise FileError("Filen är skadad och kan inte läsas som XLSX.") from error
