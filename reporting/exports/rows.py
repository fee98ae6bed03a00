"""Rows of a row export straight from the database: COPY … TO, constant memory, one statement
(docs/architecture.md).
"""

import contextlib
import csv
import hashlib
import hmac
from collections.abc import Callable, Generator, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from mia.access import replica
from mia.core import keyring
from reporting.exports.declaration import Column, Kind, RowExport
from reporting.figures.scope import ReportScope

_SQL = {
    Kind.TEXT: "nullif(({})::text, '')",  # an empty text is as empty as none
    Kind.WHOLE: "({})::text",
    Kind.TENTH: "replace(({})::text, '.', ',')",
    Kind.DATE: "to_char({}, 'YYYY-MM-DD')",
}


class Row(NamedTuple):
    """Whose row it is, and the line as the file has it, without line ending."""

    participant_id: UUID
    enrolment_id: UUID
    delprojekt_id: int
    line: bytes


Raw = list[
    bytes
    # The same as the database wrote it: participant, enrolment, delprojekt, line with its line ending
]


def statement(export: RowExport) -> str:
    cells = ", ".join(_SQL[column.kind].format(column.value) for column in export.columns)
    return (
        f"COPY (SELECT r.participant_id, r.enrolment_id, r.delprojekt_id, {cells} FROM ({export.source}) r"
        f" ORDER BY {export.order}) TO STDOUT WITH (FORMAT csv, DELIMITER ';')"
    )


def blocks(
    export: RowExport, choice: ReportScope, corrected: frozenset[UUID] = frozenset()
) -> Generator[list[Raw], None, None]:
    """Some rows at a time, as the policies let the actor see them. The server sends one row per
    message.

    To be closed by who stops before the end (mia/audit/replica.py).
    """
    parameters = choice.parameters | {"corrected": sorted(corrected)}
    with contextlib.closing(replica.copy(statement(export), parameters)) as found:
        for block in found:
            yield [message.split(b";", 3) for message in block]


def read(export: RowExport, choice: ReportScope, said: "Content | None" = None) -> Iterator[Row]:
    """One row at a time; `said` hears all of them."""
    for block in blocks(export, choice):
        if said:
            said.add(block)
        for participant, enrolment, delprojekt, line in block:
            yield Row(
                UUID(participant.decode()),
                UUID(enrolment.decode()),
                int(delprojekt),
                line.removesuffix(b"\n"),
            )


def overview(
    export: RowExport, choice: ReportScope, corrected: frozenset[UUID] = frozenset()
) -> tuple[list[tuple[str, int]], list[int]]:
    """Rows per kind, most first, and how many rows each oddity holds for. Nobody's row is handed
    out.
    """
    kind = next(column.value for column in export.columns if column.heading == export.kinds_of)
    odd = "".join(f", count(*) FILTER (WHERE {condition})" for condition, _ in export.oddities)
    found = replica.fetch(
        f"SELECT {kind}, count(*){odd} FROM ({export.source}) r GROUP BY 1 ORDER BY 2 DESC, 1",
        choice.parameters | {"corrected": sorted(corrected)},
    )
    odd_rows = [sum(row[2 + n] for row in found) for n in range(len(export.oddities))]
    return [(row[0], row[1]) for row in found], odd_rows


def fingerprint(row: Row) -> bytes:
    """Of what the row says, its last column (Händelse) left out; keyed, so that nobody can guess
    back.
    """
    said = row.line.rpartition(b";")[0]
    return hmac.digest(_key(), row.enrolment_id.bytes + said, hashlib.sha256)


class Content:
    """Fingerprint of all that a file says, row by row and in order, as `fingerprint` of one row."""

    def __init__(self) -> None:
        self._said = hmac.new(_key(), digestmod=hashlib.sha256)

    def add(self, block: list[Raw]) -> None:
        self._said.update(
            b"".join([enrolment + line.rpartition(b";")[0] for _, enrolment, _, line in block])
        )

    def __str__(self) -> str:
        return self._said.hexdigest()


def _key() -> bytes:
    return keyring.derive(settings.SECRET_KEY, "sent-rows")


def cells(columns: list[Column], line: bytes) -> list[Any]:
    """The line's values, each of its column's type; None for an empty cell."""
    return next(table(columns, [line]))


def table(columns: list[Column], lines: list[bytes]) -> Iterator[list[Any]]:
    """The same of many lines."""
    typed = [_TYPED[column.kind] for column in columns]
    for texts in csv.reader([line.decode() for line in lines], delimiter=";"):
        yield [read(text) if text else None for read, text in zip(typed, texts, strict=True)]


_TYPED: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: str,
    Kind.WHOLE: int,
    Kind.TENTH: lambda text: Decimal(text.replace(",", ".")),
    Kind.DATE: date.fromisoformat,
}
