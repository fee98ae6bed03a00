"""How large a workbook may be, measured before anything of it is parsed (docs/formats.md §1).

An archive states the size of every part, which is also the most that zipfile reads of it, so the
first limits cost nothing. Then every part of XML is unpacked once, in pieces, and its elements are
counted: openpyxl keeps some of them in memory.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# A workbook of 200,000 contacts with notes unpacks to about 150 MB, at most 30 times its size.
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
SMALL_FILE = 10_000
MOST_PARTS = 1_000
MOST_SHEET_ROWS = 1_048_576  # of the program that writes most workbooks, empty ones counted
MOST_CELLS = 5_000_000
MOST_TEXT_ELEMENTS = 2_500_000  # of the table of texts: two for an ordinary text
MOST_OTHER_ELEMENTS = 200_000  # of styles, relations and properties together
ELEMENTS_OF_CELL = 4
OTHER_ELEMENTS_OF_SHEET = 100_000  # column widths, merged cells, links
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PIECE = 1024 * 1024
LONGEST_START = 64  # bytes of a tag that may be cut between two pieces

CELL_TAGS = (b"<c ", b"<c>", b"<c/", b":c ")
ROW_TAGS = (b"<row ", b"<row>", b"<row/", b":row ")


class TooLarge(Exception):
    """The workbook is beyond a limit; the message is what the user reads."""


@dataclass
class Elements:
    """How many elements a part has: all of them, and those that are rows and cells."""

    every: int = 0
    rows: int = 0
    cells: int = 0

    def add(self, markup: bytes) -> None:
        self.every += markup.count(b"<") - markup.count(b"</")
        self.rows += _count(markup, ROW_TAGS)
        self.cells += _count(markup, CELL_TAGS)


def refuse_too_large(path: Path) -> None:
    """Raises TooLarge; zipfile.BadZipFile, OSError, ValueError, NotImplementedError and zlib.error
    for an archive that is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        _refuse_sizes(parts, path.stat().st_size)
        _refuse_elements(archive, parts)


def _refuse_sizes(parts: list[zipfile.ZipInfo], packed: int) -> None:
    if len(parts) > MOST_PARTS:
        raise TooLarge(
            f"Kalkylbladet består av {len(parts)} delar, högst {MOST_PARTS} kan läsas."
            " Spara bladet som CSV UTF-8."
        )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        size = unpacked // (1024 * 1024)
        most = MOST_UNPACKED // (1024 * 1024)
        raise TooLarge(
            "Kalkylbladet blir orimligt stort när det packas upp:"
            f" {size} MB, högst {most} MB kan läsas. Dela upp det, eller spara som CSV UTF-8."
        )
    if unpacked > MOST_RATIO * max(packed, SMALL_FILE):
        raise TooLarge(
            "Kalkylbladet blir orimligt stort när det packas upp,"
            f" mer än {MOST_RATIO} gånger filens storlek. Spara bladet som CSV UTF-8."
        )
    if any(part.compress_type not in METHODS for part in parts):
        raise TooLarge("Kalkylbladet är packat på ett ovanligt sätt. Spara om det som XLSX.")


def _refuse_elements(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    others = 0
    for part in parts:
        name = part.filename.lower()
        if not name.endswith((".xml", ".rels")):
            continue
        with archive.open(part) as stream:
            elements = _count_elements(stream)
        if elements.rows or elements.cells:
            _refuse_sheet(elements)
        elif name.endswith("sharedstrings.xml"):
            _refuse_texts(elements)
        else:
            others += elements.every
    if others > MOST_OTHER_ELEMENTS:
        raise TooLarge("Kalkylbladet har orimligt mycket formatering. Spara bladet som CSV UTF-8.")


def _refuse_sheet(elements: Elements) -> None:
    if elements.rows > MOST_SHEET_ROWS:
        raise _too_many("rader", elements.rows, MOST_SHEET_ROWS)
    if elements.cells > MOST_CELLS:
        raise _too_many("celler", elements.cells, MOST_CELLS)
    ordinary = elements.rows + ELEMENTS_OF_CELL * elements.cells
    if elements.every > ordinary + OTHER_ELEMENTS_OF_SHEET:
        raise TooLarge("Kalkylbladet har orimligt mycket formatering. Spara bladet som CSV UTF-8.")


def _refuse_texts(elements: Elements) -> None:
    if elements.every > MOST_TEXT_ELEMENTS:
        raise _too_many("texter", elements.every // 2, MOST_TEXT_ELEMENTS // 2)


def _too_many(what: str, count: int, most: int) -> TooLarge:
    number = _grouped(count)
    limit = _grouped(most)
    return TooLarge(f"Kalkylbladet har {number} {what}, högst {limit} kan läsas. Dela upp det.")


def _grouped(number: int) -> str:
    return f"{number:_}".replace("_", " ")


def _count_elements(stream: IO[bytes]) -> Elements:
    elements = Elements()
    for markup in _whole_starts(stream):
        elements.add(markup)
    return elements


def _whole_starts(stream: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces, none of which ends within the start of a tag."""
    rest = b""
    piece = stream.read(PIECE)
    while piece:
        piece = rest + piece
        cut = piece.rfind(b"<", max(0, len(piece) - LONGEST_START))
        if cut == -1:
            cut = len(piece)
        rest = piece[cut:]
        yield piece[:cut]
        piece = stream.read(PIECE)
    yield rest


def _count(markup: bytes, tags: tuple[bytes, ...]) -> int:
    counts = [markup.count(tag) for tag in tags]
    return sum(counts)
