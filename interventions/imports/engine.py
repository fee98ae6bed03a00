"""The one way of an import, for both kinds of file. Runs inside the caller's unit of work and never
commits by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from interventions.access import delprojekt_with_all_notes
from interventions.imports import contacts, participants_write, rejects, staging
from interventions.imports.columns import match
from interventions.imports.lookups import ImportLookups, load_lookups
from interventions.imports.participant_columns import columns as participant_columns
from interventions.imports.participants import ParticipantReader
from interventions.imports.report import ImportResult, RowProblem
from mia.access import bulk
from mia.core.tabular import FileError, Table, open_table
from mia.organisation.staff.models import Staff

Progress = Callable[[str, int], None]
LOCK = 0x4D4941_01  # two imports never run at the same time
EVERY = 2_000  # rows between two notes of progress
AT_ONCE = "En annan inläsning pågår. Vänta tills den är klar och försök igen."
CHANGED_MEANWHILE = (
    "Ingenting lästes in: någon annan ändrade samma uppgifter samtidigt. Läs in filen igen."
)
ONLY_HEADINGS = "Filen har bara en rubrikrad. Den ska ha minst en rad till."


@dataclass(frozen=True)
class ImportRequest:
    """What is asked for. `by` is the page's user, None for a command; `reject` is where rows with
    errors go.
    """

    path: Path
    by: Staff | None
    today: date
    dry_run: bool
    reject: Path | None
    progress: Progress

    @property
    def by_id(self) -> int | None:
        return self.by.pk if self.by else None


class RowReader(Protocol):
    """Makes records of a file's rows; `names` are the columns of a record."""

    names: list[str]

    def read(
        self, line: int, cells: Sequence[object]
    ) -> tuple[tuple[object, ...], list[RowProblem]]: ...


def import_participants(request: ImportRequest) -> ImportResult:
    """Raises FileError when the file as a whole cannot be used."""
    lookups = _begin(request)
    columns = participant_columns(lookups.codes)
    table = open_table(request.path, {column.name for column in columns})
    reader = ParticipantReader(match(table.header, columns), lookups, request.today)
    participants_write.create()
    result = _stream(table, reader, request)
    result.problems += participants_write.settle(reader, result.problems)
    participants_write.classify(reader)
    result.persons = participants_write.persons()
    write = partial(participants_write.write, reader, by=request.by_id, today=request.today)
    return _finish(table, request, result, write)


def import_contacts(request: ImportRequest) -> ImportResult:
    """Raises FileError when the file as a whole cannot be used."""
    lookups = _begin(request)
    table = open_table(request.path, {column.name for column in contacts.COLUMNS})
    header = match(table.header, contacts.COLUMNS)
    reader = contacts.ContactReader(header, lookups, request.today)
    contacts.create()
    result = _stream(table, reader, request)
    result.problems += contacts.settle(reader, result.problems)
    readable = list(lookups.delprojekt.values())
    if request.by is not None:
        readable = list(delprojekt_with_all_notes(request.by))
    contacts.classify(reader, readable=readable)
    result.persons = contacts.persons()
    return _finish(table, request, result, partial(contacts.write, by=request.by_id))


def _begin(request: ImportRequest) -> ImportLookups:
    request.progress("Förbereder", 0)
    bulk.ready()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    except OperationalError as error:
        raise FileError(AT_ONCE) from error
    return load_lookups(request.by)


def _stream(table: Table, reader: RowReader, request: ImportRequest) -> ImportResult:
    """Read every row into `incoming`, keeping only what is wrong."""
    result = ImportResult()
    bulk.copy("incoming", reader.names, _records(table, reader, request, result))
    if not result.rows:
        raise FileError(ONLY_HEADINGS)
    request.progress("Jämför med det som finns", result.rows)
    return result


def _records(
    table: Table, reader: RowReader, request: ImportRequest, result: ImportResult
) -> Iterator[tuple[object, ...]]:
    """The record of each row; counts the rows and collects the problems in `result`."""
    for line, cells in table.rows():
        record, problems = reader.read(line, cells)
        result.problems += problems
        result.rows += 1
        if result.rows % EVERY == 0:
            request.progress("Läser och kontrollerar", result.rows)
        yield record


def _finish(
    table: Table, request: ImportRequest, result: ImportResult, write: Callable[[], None]
) -> ImportResult:
    """Count, and write when it is asked for and may be done: all of it, or nothing."""
    result.problems.sort()
    result.count(staging.statuses())
    result.is_blocked = bool(result.problems) and request.reject is None
    if request.dry_run:
        result.statuses = staging.status_of_lines()
    elif not result.is_blocked:
        request.progress("Sparar", result.rows)
        _write(write)
        result.went_in = True
        if result.problems and request.reject:
            rejects.write(table, request.reject, result.problems)
    return result


def _write(write: Callable[[], None]) -> None:
    """What the checks let through can only be refused because somebody changed the same rows
    meanwhile.
    """
    try:
        with transaction.atomic():
            write()
    except (IntegrityError, DataError, OperationalError) as error:
        raise FileError(CHANGED_MEANWHILE) from error
