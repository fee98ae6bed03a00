"""Readers of the cells of an imported file: text, dates, numbers, codes (docs/formats.md §1).

Each takes a raw cell (text from CSV; text, number, date or None from XLSX) and returns its value,
or None for an empty cell, which means not known. Raises CellError with what would be right, in
Swedish.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from mia.core.period import has_plausible_year
from mia.core.plain_text import ERROR_CELLS, NOT_PLAIN, is_plain

Reader = Callable[[object], Any]
YES = {"ja", "j", "1"}
NO = {"nej", "n", "0"}

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
WHOLE_NUMBER = re.compile(r"(-?[0-9]{1,9})([.,]0+)?")
# PostgreSQL takes neither NUL nor half a surrogate pair.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
WRITE_DATE = (
    "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2021-03-01, och kontrollera att dagen finns."
)


class CellError(ValueError):
    """The cell cannot be read; `right` says what would be right."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


def as_text(cell: object) -> str:
    """The cell as a person would have written it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        is_whole_day = cell.time() == time()
        return f"{cell:%Y-%m-%d}" if is_whole_day else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return str(cell).strip()


def refuse_error_cell(cell: object) -> None:
    """Raises CellError for what a spreadsheet shows instead of a value, such as #N/A."""
    if isinstance(cell, str) and cell.strip() in ERROR_CELLS:
        raise CellError(f"Cellen visar felet {cell.strip()} i kalkylbladet. Skriv in värdet.")


def plain_text(longest: int) -> Reader:
    """A reader of text that is neither a formula nor unseen: names."""
    read_text = text(longest)

    def read(cell: object) -> str | None:
        value: str | None = read_text(cell)
        if value is not None and not is_plain(value):
            raise CellError(NOT_PLAIN)
        return value

    return read


def text(longest: int) -> Reader:
    """A reader of text of at most so many characters."""

    def read(cell: object) -> str | None:
        value = as_text(cell)
        if len(value) > longest:
            raise CellError(f"Texten är {len(value)} tecken lång. Den får vara högst {longest}.")
        if UNSTORABLE.search(value):
            raise CellError("Texten innehåller tecken som inte kan sparas. Skriv om den.")
        return value or None

    return read


def day(cell: object) -> date | None:
    """A date written ÅÅÅÅ-MM-DD, or a real date cell."""
    if isinstance(cell, datetime):
        if cell.time() == time():
            return _plausible(cell.date())
    elif isinstance(cell, date):
        return _plausible(cell)
    return _day(as_text(cell))


def _plausible(value: date) -> date:
    """Raises CellError for a year that a slip of the pen has made."""
    if not has_plausible_year(value):
        raise CellError(WRITE_DATE)
    return value


@lru_cache(maxsize=20_000)
def _day(value: str) -> date | None:
    if not value:
        return None
    if not DATE.fullmatch(value):
        raise CellError(WRITE_DATE)
    try:
        return _plausible(date.fromisoformat(value))
    except ValueError:
        raise CellError(WRITE_DATE) from None


def clock(cell: object) -> time | None:
    """A time of day written TT:MM, or a real time cell."""
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    return _clock(as_text(cell))


@lru_cache(maxsize=2_000)
def _clock(value: str) -> time | None:
    if not value:
        return None
    match = TIME.fullmatch(value)
    if not match:
        raise CellError("Skriv klockslaget som TT:MM, till exempel 09:30.")
    return time(int(match[1]), int(match[2]))


def whole(least: int, most: int) -> Reader:
    """A reader of whole numbers within bounds; 60,0 and 60.0 are 60."""

    @lru_cache(maxsize=5_000)
    def convert(value: str) -> int | None:
        if not value:
            return None
        match = WHOLE_NUMBER.fullmatch(value)
        if not match or not least <= int(match[1]) <= most:
            raise CellError(f"Skriv ett heltal från {least} till {most}.")
        return int(match[1])

    def read(cell: object) -> int | None:
        return convert(as_text(cell))

    return read


def yes_no(cell: object) -> bool | None:
    value = as_text(cell).lower()
    if not value:
        return None
    if value in YES:
        return True
    if value in NO:
        return False
    raise CellError("Skriv ja eller nej, eller lämna tomt.")


def code(values: Mapping[str, Any] | Iterable[str]) -> Reader:
    """A reader of one of the codes; a mapping gives each code's own value."""
    table = _table_of(values)

    def read(cell: object) -> Any:
        value = as_text(cell).upper()
        if not value:
            return None
        if value not in table:
            raise CellError(_valid_codes(table))
        return table[value]

    return read


def _table_of(values: Mapping[str, Any] | Iterable[str]) -> dict[str, Any]:
    if isinstance(values, Mapping):
        return dict(values)
    return {value: value for value in values}


def codes(values: Iterable[str]) -> Reader:
    """A reader of codes joined by |, each once, in the order written."""
    table = list(values)

    def read(cell: object) -> list[str] | None:
        chosen: list[str] = []
        for part in as_text(cell).split("|"):
            value = part.strip().upper()
            if value and value not in table:
                raise CellError(f"{_valid_codes(table)} Flera koder skiljs åt med |.")
            if value and value not in chosen:
                chosen.append(value)
        return chosen or None

    return read


def extents(cell: object) -> list[int | None] | None:
    """Whole per cent joined by |, one for each source of income; an empty part is not known."""
    parts = as_text(cell).split("|")
    if parts == [""]:
        return None
    return [_percent(part) for part in parts]


_percent = whole(1, 100)


def _valid_codes(table: Iterable[str]) -> str:
    return "Koden finns inte. Giltiga koder: " + ", ".join(sorted(table)) + "."
