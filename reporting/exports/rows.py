"""Rows of a row export straight from the database: COPY … TO, one statement, constant memory."""

import contextlib
import csv
import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from mia.access import replica
from mia.core import keyring
from mia.core.sql import load
from reporting.exports.declaration import ColumnKind, ReportColumn, RowExport
from reporting.figures.scope import ReportScope


class ExportRow(NamedTuple):
    """Whose row it is, and the line as the file has it, without line ending."""

    participant_id: UUID
    enrolment_id: UUID
    delprojekt_id: int
    line: bytes


# The same as the database wrote it: participant, enrolment, delprojekt, line with its line ending.
RawRow = list[bytes]


def statement(export: RowExport) -> str:
    columns = [column.value for column in export.columns]
    return load("reporting.exports", "copy_rows.sql").format(
        columns=", ".join(columns), source=export.source, order=", ".join(export.order)
    )


def blocks(
    export: RowExport, scope: ReportScope, corrected: frozenset[UUID] = frozenset()
) -> Generator[list[RawRow], None, None]:
    """Some rows at a time, as the policies let the actor see them. The server sends one row per
    message.

    To be closed by who stops before the end (mia/access/replica.py).
    """
    params = scope.params | {"corrected": sorted(corrected)}
    with contextlib.closing(replica.copy(statement(export), params)) as messages:
        for block in messages:
            yield [message.split(b";", 3) for message in block]


def read(
    export: RowExport, scope: ReportScope, content: "Content | None" = None
) -> Iterator[ExportRow]:
    """One row at a time; `content` takes the fingerprint of all of them."""
    for block in blocks(export, scope):
        if content:
            content.add(block)
        for participant, enrolment, delprojekt, line in block:
            yield ExportRow(
                UUID(participant.decode()),
                UUID(enrolment.decode()),
                int(delprojekt),
                line.removesuffix(b"\n"),
            )


class RowCounts(NamedTuple):
    """Rows per kind, most first, and rows per warning in the export's order."""

    kinds: list[tuple[str, int]]
    warnings: list[int]


def count(
    export: RowExport, scope: ReportScope, corrected: frozenset[UUID] = frozenset()
) -> RowCounts:
    """How many rows the file will have. Nobody's row is handed out."""
    columns = [export.counted_by, *(column for column, _ in export.warnings)]
    query = load("reporting.exports", "count_rows.sql")
    rows = replica.fetch(
        query.format(columns=", ".join(columns), source=export.source),
        scope.params | {"corrected": sorted(corrected)},
    )
    kinds: Counter[str] = Counter()
    warnings = [0] * len(export.warnings)
    for kind, *flags, number in rows:
        kinds[kind] += number
        for place, is_set in enumerate(flags):
            warnings[place] += number if is_set else 0
    most_first = sorted(kinds.items(), key=_most_first)
    return RowCounts(most_first, warnings)


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    kind, number = item
    return -number, kind


def fingerprint(row: ExportRow) -> bytes:
    """Of what the row says, its last column (Händelse) left out; keyed, so that nobody can guess
    back.
    """
    facts = row.line.rpartition(b";")[0]
    return hmac.digest(_key(), row.enrolment_id.bytes + facts, hashlib.sha256)


class Content:
    """Fingerprint of all that a file says, row by row and in order, as `fingerprint` of one row."""

    def __init__(self) -> None:
        self._digest = hmac.new(_key(), digestmod=hashlib.sha256)

    def add(self, block: list[RawRow]) -> None:
        facts = [enrolment + line.rpartition(b";")[0] for _, enrolment, _, line in block]
        self._digest.update(b"".join(facts))

    def __str__(self) -> str:
        return self._digest.hexdigest()


def _key() -> bytes:
    return keyring.derive(settings.SECRET_KEY, "sent-rows")


def cells(columns: list[ReportColumn], line: bytes) -> list[Any]:
    """The line's values, each of its column's type; None for an empty cell."""
    return next(table(columns, [line]))


def table(columns: list[ReportColumn], lines: list[bytes]) -> Iterator[list[Any]]:
    """The same of many lines."""
    readers = [_READERS[column.kind] for column in columns]
    for texts in csv.reader([line.decode() for line in lines], delimiter=";"):
        pairs = zip(readers, texts, strict=True)
        yield [reader(text) if text else None for reader, text in pairs]


def _tenth(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


_READERS: dict[ColumnKind, Callable[[str], Any]] = {
    ColumnKind.TEXT: str,
    ColumnKind.WHOLE: int,
    ColumnKind.TENTH: _tenth,
    ColumnKind.DATE: date.fromisoformat,
}
