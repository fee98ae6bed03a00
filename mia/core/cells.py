"""What a cell of a handed-in file says: text, dates, numbers, codes (docs/formats.md §1). A leaf.

Every reader takes a raw cell (text from CSV; text, number, date or None from XLSX) and returns the
value, or None for an empty cell = not known. Raises CellError with what would be right, in Swedish.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

Reader = Callable[[Any], Any]
YES = {"ja", "j", "1"}
NO = {"nej", "n", "0"}


class CellError(ValueError):
    """`right` says what would be right."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


def as_text(cell: Any) -> str:
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
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return str(cell).strip()


def text(longest: int) -> Reader:
    def read(cell: Any) -> str | None:
        value = as_text(cell)
        if len(value) > longest:
            raise CellError(f"Texten är {len(value)} tecken lång. Den får vara högst {longest}.")
        if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise CellError("Texten innehåller tecken som inte kan sparas. Skriv om den.")
        return value or None

    return read


def day(cell: Any) -> date | None:
    """ÅÅÅÅ-MM-DD, or a real date cell."""
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date()
    elif isinstance(cell, date):
        return cell
    return _day(as_text(cell))


@lru_cache(maxsize=20_000)
def _day(value: str) -> date | None:
    if not value:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and "1900" <= value[:4] < "2100":
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise CellError(
        "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2021-03-01, och kontrollera att dagen finns."
    )


def clock(cell: Any) -> time | None:
    """TT:MM, or a real time cell."""
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    return _clock(as_text(cell))


@lru_cache(maxsize=2_000)
def _clock(value: str) -> time | None:
    if not value:
        return None
    match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", value)
    if not match:
        raise CellError("Skriv klockslaget som TT:MM, till exempel 09:30.")
    return time(int(match[1]), int(match[2]))


def whole(least: int, most: int) -> Reader:
    """A whole number; 60,0 and 60.0 are 60."""

    @lru_cache(maxsize=5_000)
    def convert(value: str) -> int | None:
        if not value:
            return None
        match = re.fullmatch(r"(-?[0-9]{1,9})([.,]0+)?", value)
        if not match or not least <= int(match[1]) <= most:
            raise CellError(f"Skriv ett heltal från {least} till {most}.")
        return int(match[1])

    return lambda cell: convert(as_text(cell))


def yes_no(cell: Any) -> bool | None:
    value = as_text(cell).lower()
    if value in YES or value in NO:
        return value in YES
    if value:
        raise CellError("Skriv ja eller nej, eller lämna tomt.")
    return None


def code(values: Mapping[str, Any] | Iterable[str]) -> Reader:
    """One of the codes; a mapping gives the code's own value."""
    table = dict(values) if isinstance(values, Mapping) else {value: value for value in values}

    def read(cell: Any) -> Any:
        value = as_text(cell).upper()
        if value and value not in table:
            raise CellError(_valid(table))
        return table[value] if value else None

    return read


def codes(values: Iterable[str]) -> Reader:
    """Codes joined by |, each once, in the order written."""
    table = list(values)

    def read(cell: Any) -> list[str] | None:
        parts = list(
            dict.fromkeys(part.strip().upper() for part in as_text(cell).split("|") if part.strip())
        )
        if any(part not in table for part in parts):
            raise CellError(f"{_valid(table)} Flera koder skiljs åt med |.")
        return parts or None

    return read


def _valid(table: Iterable[str]) -> str:
    return "Koden finns inte. Giltiga koder: " + ", ".join(sorted(table)) + "."
