"""Rows of a row export straight from the database: COPY … TO, constant memory, one statement (architecture §8)."""

import csv
import hashlib
import hmac
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from mia import keyring
from reporting.exports.declaration import Choice, Column, Kind, RowExport

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


def statement(export: RowExport) -> str:
    cells = ", ".join(_SQL[column.kind].format(column.value) for column in export.columns)
    return (
        f"COPY (SELECT r.participant_id, r.enrolment_id, r.delprojekt_id, {cells} FROM ({export.source}) r"  # noqa: S608 - the export's own SQL
        f" ORDER BY {export.order}) TO STDOUT WITH (FORMAT csv, DELIMITER ';')"
    )


def read(export: RowExport, choice: Choice, corrected: frozenset[UUID] = frozenset()) -> Iterator[Row]:
    """One row at a time, as the policies let the actor see them. The server sends one row per message."""
    parameters = choice.parameters | {"corrected": sorted(corrected)}
    with connection.cursor() as cursor, cursor.copy(statement(export), parameters) as pipe:
        for message in pipe:
            participant, enrolment, delprojekt, line = bytes(message).split(b";", 3)
            yield Row(UUID(participant.decode()), UUID(enrolment.decode()), int(delprojekt), line.removesuffix(b"\n"))


def overview(
    export: RowExport, choice: Choice, corrected: frozenset[UUID] = frozenset()
) -> tuple[list[tuple[str, int]], list[int]]:
    """Rows per kind, most first, and how many rows each oddity holds for. Nobody's row is handed out."""
    kind = next(column.value for column in export.columns if column.heading == export.kinds_of)
    odd = "".join(f", count(*) FILTER (WHERE {condition})" for condition, _ in export.oddities)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {kind}, count(*){odd} FROM ({export.source}) r GROUP BY 1 ORDER BY 2 DESC, 1",  # noqa: S608 - the export's own SQL
            choice.parameters | {"corrected": sorted(corrected)},
        )
        found = cursor.fetchall()
    odd_rows = [sum(row[2 + n] for row in found) for n in range(len(export.oddities))]
    return [(row[0], row[1]) for row in found], odd_rows


def fingerprint(row: Row) -> bytes:
    """Of what the row says, its last column (Händelse) left out; keyed, so that nobody can guess back."""
    said = row.line.rpartition(b";")[0]
    return hmac.digest(_key(), row.enrolment_id.bytes + said, hashlib.sha256)


def _key() -> bytes:
    return keyring.derive(settings.SECRET_KEY, "sent-rows")


def cells(columns: list[Column], line: bytes) -> list[Any]:
    """The line's values, each of its column's type; None for an empty cell."""
    texts = next(csv.reader([line.decode()], delimiter=";"))
    return [_typed(column.kind, text) for column, text in zip(columns, texts, strict=True)]


def _typed(kind: Kind, text: str) -> Any:
    if not text:
        return None
    if kind is Kind.WHOLE:
        return int(text)
    if kind is Kind.TENTH:
        return Decimal(text.replace(",", "."))
    return date.fromisoformat(text) if kind is Kind.DATE else text
