"""Rows of a row export straight from the database: COPY … TO, one statement, constant memory."""

import contextlib
import csv
import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from mia.access import encryption, replica
from mia.core.plain_text import FORMULA_STARTS
from mia.core.sql import load
from reporting.exports.declaration import ColumnKind, ReportColumn, RowExport
from reporting.figures.scope import ReportScope


class ExportRow(NamedTuple):
    """Whose row it is, and the line as the file has it, without line ending."""

    participant_id: UUID
    enrolment_id: UUID
    delprojekt_id: int
    line: bytes


class RawRow(NamedTuple):
    """The same as the database wrote it: every value is text, the line has its line ending."""

    participant_id: bytes
    enrolment_id: bytes
    delprojekt_id: bytes
    line: bytes


def statement(export: RowExport) -> str:
    """SQL of the export's rows, for COPY."""
    columns = [column.value for column in export.columns]
    return load("reporting.exports", "copy_rows.sql").format(
        columns=", ".join(columns),
        source=export.source,
        order=", ".join(export.order),
    )


def read_blocks(
    export: RowExport, scope: ReportScope, corrected_ids: frozenset[UUID] = frozenset()
) -> Generator[list[RawRow], None, None]:
    """Some rows at a time, as the policies let the actor see them. The server sends one row per
    message.

    To be closed by who stops before the end (mia/access/replica.py).
    """
    params = _params(scope, corrected_ids)
    encryption.data_keys()  # read now: the connection is busy while the rows come
    with contextlib.closing(replica.copy(statement(export), params)) as messages:
        for block in messages:
            yield [RawRow(*message.split(b";", 3)) for message in block]


def _params(scope: ReportScope, corrected_ids: frozenset[UUID]) -> dict[str, Any]:
    """Of the SQL of an export's source."""
    return scope.params | {
        "corrected": sorted(corrected_ids),
        "enrolments": None,
        "formula_starts": list(FORMULA_STARTS),
    }


def read(
    export: RowExport, scope: ReportScope, content: "ContentFingerprint | None" = None
) -> Iterator[ExportRow]:
    """One row at a time; `content` takes all of them into its fingerprint."""
    for block in read_blocks(export, scope):
        if content:
            content.add(block)
        for row in block:
            yield _export_row(row)


def read_scopes(
    export: RowExport, scopes: Mapping[UUID, dict[str, Any]]
) -> list[tuple[UUID, ExportRow]]:
    """The rows of several scopes in one statement, each with the key of its scope, in any order.

    `scopes` are parameters of the export's source (`_params`), of few enrolments each: it is no
    work for the replica.
    """
    columns = [column.value for column in export.columns]
    query = load("reporting.exports", "rows_of_scope.sql").format(
        columns=", ".join(columns), source=export.source
    )
    result = []
    with connection.wrap_database_errors, connection.cursor() as cursor:
        queries = [cursor.mogrify(query, scopes[key] | {"key": key}) for key in scopes]
        copying = load("reporting.exports", "copy_scopes.sql").format(
            queries=" UNION ALL ".join(queries)
        )
        with cursor.copy(copying) as messages:
            for message in messages:
                key_text, row = bytes(message).split(b";", 1)
                key = UUID(key_text.decode())
                result.append((key, _export_row(RawRow(*row.split(b";", 3)))))
    return result


def _export_row(row: RawRow) -> ExportRow:
    return ExportRow(
        participant_id=UUID(row.participant_id.decode()),
        enrolment_id=UUID(row.enrolment_id.decode()),
        delprojekt_id=int(row.delprojekt_id),
        line=row.line.removesuffix(b"\n"),
    )


class RowCounts(NamedTuple):
    """Rows per kind, most first, and rows per warning in the export's order."""

    kinds: list[tuple[str, int]]
    warnings: list[int]


def count(
    export: RowExport, scope: ReportScope, corrected_ids: frozenset[UUID] = frozenset()
) -> RowCounts:
    """How many rows the file will have. Nobody's row is handed out."""
    columns = [export.counted_by]
    columns += [column for column, _ in export.warnings]
    query = load("reporting.exports", "count_rows.sql").format(
        columns=", ".join(columns), source=export.source
    )
    kinds: Counter[str] = Counter()
    warnings = [0] * len(export.warnings)
    for kind, *flags, number in replica.fetch(query, _params(scope, corrected_ids)):
        kinds[kind] += number
        for position, is_set in enumerate(flags):
            if is_set:
                warnings[position] += number
    return RowCounts(sorted(kinds.items(), key=_most_first), warnings)


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    kind, number = item
    return -number, kind


def fingerprint_of(row: ExportRow) -> bytes:
    """What the row says of its enrolment, keyed so that nobody can guess back."""
    return hmac.digest(_key(), row.enrolment_id.bytes + _facts(row.line), hashlib.sha256)


class ContentFingerprint:
    """Of all that a file says, row by row and in order, as `fingerprint_of` of one row."""

    def __init__(self) -> None:
        self._digest = hmac.new(_key(), digestmod=hashlib.sha256)

    def add(self, block: list[RawRow]) -> None:
        facts = [row.enrolment_id + _facts(row.line) for row in block]
        self._digest.update(b"".join(facts))

    def __str__(self) -> str:
        return self._digest.hexdigest()


def _facts(line: bytes) -> bytes:
    """The line without its last columns, which in a monthly export are Intygad and Händelse.

    That a row is corrected, or attested later, is no change in the time that it tells. A test holds
    the columns in their place (tests/reporting/exports/test_exports_contract.py).
    """
    return line.rsplit(b";", 2)[0]


def _key() -> bytes:
    """One that outlives every rotation: the fingerprints are kept for years."""
    return encryption.derive("sent-rows")


def values_of_lines(columns: list[ReportColumn], lines: list[bytes]) -> Iterator[list[Any]]:
    """Each line's values, each of its column's type; None for an empty cell."""
    readers = [_READERS[column.kind] for column in columns]
    for texts in csv.reader([line.decode() for line in lines], delimiter=";"):
        values: list[Any] = []
        for reader, text in zip(readers, texts, strict=True):
            if text:
                values.append(reader(text))
            else:
                values.append(None)
        yield values


def _tenth(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


_READERS: dict[ColumnKind, Callable[[str], Any]] = {
    ColumnKind.TEXT: str,
    ColumnKind.WHOLE: int,
    ColumnKind.TENTH: _tenth,
    ColumnKind.DATE: date.fromisoformat,
}
