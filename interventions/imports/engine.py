"""The steps of an import, the same for both kinds of file: `import_rows` has them in order.

Runs inside the caller's unit of work and never commits by itself.
"""

from collections.abc import Iterable
from pathlib import Path

from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from interventions.imports import rejects, staging
from interventions.imports.columns import FileColumn, FileHeader, match
from interventions.imports.contact_columns import CONTACT_COLUMNS
from interventions.imports.contact_import import ContactImport
from interventions.imports.import_request import FileImport, ImportRequest
from interventions.imports.lookups import ImportLookups, load_lookups
from interventions.imports.participant_columns import participant_columns
from interventions.imports.participant_import import ParticipantImport
from interventions.imports.report import ImportResult
from mia.access import bulk
from mia.core.tabular import FileError, Table, open_table

IMPORT_LOCK = 0x4D4941_01  # advisory ("MIA" in hexadecimal, number 1): one import at a time
ROWS_PER_PROGRESS = 2_000
ANOTHER_IMPORT = "En annan inläsning pågår. Vänta tills den är klar och försök igen."
CHANGED_MEANWHILE = (
    "Ingenting lästes in: någon annan ändrade samma uppgifter samtidigt. Läs in filen igen."
)
MOST_PROBLEMS = 200_000  # kept in memory until the report is written
TOO_MANY_PROBLEMS = (
    "Filen har fler än 200 000 fel, så den är nog inte av rätt slag. Kontrollera rubrikraden och"
    " kolumnerna, eller dela upp filen."
)
ONLY_HEADINGS = "Filen har bara en rubrikrad. Den ska ha minst en rad till."


def import_participants(request: ImportRequest) -> ImportResult:
    """Import a file of enrolments. Raises FileError when the file as a whole cannot be used."""
    lookups = _begin_import(request)
    columns = participant_columns(lookups.codes)
    table, header = _open_file(request.path, columns)
    file_import = ParticipantImport(request, header, columns, lookups)
    return import_rows(table, file_import, request)


def import_contacts(request: ImportRequest) -> ImportResult:
    """Import a file of contacts. Raises FileError when the file as a whole cannot be used."""
    lookups = _begin_import(request)
    table, header = _open_file(request.path, CONTACT_COLUMNS)
    file_import = ContactImport(request, header, lookups)
    return import_rows(table, file_import, request)


def import_rows(table: Table, file_import: FileImport, request: ImportRequest) -> ImportResult:
    """Check every row, and write the good ones when that is asked for and may be done.

    The order must be kept, for each step reads what the ones before left in the table `incoming`:
    create the table, copy the rows into it, set the wrong ones aside, classify the good ones,
    count them, write them.
    """
    file_import.create_incoming()
    result = _copy_rows(table, file_import, request)
    request.progress("Jämför med det som finns", result.rows)
    result.problems += file_import.set_aside_wrong_rows(result.problems)
    result.problems.sort()
    file_import.classify_rows()
    result.persons = file_import.count_persons()
    result.count_statuses(staging.statuses())
    result.is_blocked = bool(result.problems) and request.reject is None
    if request.dry_run:
        result.statuses = staging.status_of_lines()
    elif not result.is_blocked:
        request.progress("Sparar", result.rows)
        _write_rows(file_import)
        _write_rejected_rows(table, request, result)
        result.is_written = True
    return result


def _begin_import(request: ImportRequest) -> ImportLookups:
    """Take the lock of imports, and load what rows are compared with. Raises FileError."""
    request.progress("Förbereder", 0)
    bulk.ready()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    except OperationalError as error:
        raise FileError(ANOTHER_IMPORT) from error
    return load_lookups(request.by)


def _open_file(path: Path, columns: Iterable[FileColumn]) -> tuple[Table, FileHeader]:
    """The file, and where its header has our columns. Raises FileError."""
    columns = list(columns)
    names = {column.name for column in columns}
    table = open_table(path, names)
    return table, match(table.header, columns)


def _copy_rows(table: Table, file_import: FileImport, request: ImportRequest) -> ImportResult:
    """Copy the record of every row into `incoming`, and collect what is wrong with them."""
    result = ImportResult()
    with bulk.open_copy("incoming", file_import.record_columns) as pipe:
        for line, cells in table.rows():
            record, problems = file_import.read_row(line, cells)
            pipe.write_row(record)
            result.problems += problems
            result.rows += 1
            if len(result.problems) > MOST_PROBLEMS:
                raise FileError(TOO_MANY_PROBLEMS)
            if result.rows % ROWS_PER_PROGRESS == 0:
                request.progress("Läser och kontrollerar", result.rows)
    if not result.rows:
        raise FileError(ONLY_HEADINGS)
    return result


def _write_rows(file_import: FileImport) -> None:
    """All of it, or nothing. Raises FileError.

    What the checks let through can only be refused because somebody changed the same rows
    meanwhile.
    """
    try:
        with transaction.atomic():
            file_import.write_rows()
    except (IntegrityError, DataError, OperationalError) as error:
        raise FileError(CHANGED_MEANWHILE) from error


def _write_rejected_rows(table: Table, request: ImportRequest, result: ImportResult) -> None:
    if result.problems and request.reject is not None:
        rejects.write(table, request.reject, result.problems)
