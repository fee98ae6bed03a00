"""The steps of an import, the same for every kind of file: `import_rows` has them in order.

Runs inside the caller's unit of work and never commits by itself.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from interventions.imports import host_import, rejects, staging
from interventions.imports.attendance_columns import ATTENDANCE_COLUMNS
from interventions.imports.attendance_import import AttendanceImport
from interventions.imports.columns import FileColumn, FileHeader, match
from interventions.imports.contact_columns import CONTACT_COLUMNS
from interventions.imports.contact_import import ContactImport
from interventions.imports.host_columns import host_columns
from interventions.imports.import_request import FileImport, ImportRequest
from interventions.imports.lookups import ImportLookups, load_lookups
from interventions.imports.participant_columns import participant_columns
from interventions.imports.participant_import import ParticipantImport
from interventions.imports.placement_columns import PLACEMENT_COLUMNS
from interventions.imports.placement_import import PlacementImport
from interventions.imports.report import ImportResult
from mia.access import bulk
from mia.core.blocks import blocks
from mia.core.tabular import FileError, Table, open_table
from participants.codes.models import Branch
from participants.people import limits

IMPORT_LOCK = 0x4D4941_01  # advisory ("MIA" in hexadecimal, number 1): one import at a time
ROWS_PER_BLOCK = 5_000
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


class TooManyNumbers(FileError):
    """The file tries many numbers of one birth date: nobody's, or of persons not to be seen."""

    def __init__(self, tried: int) -> None:
        super().__init__(limits.TOO_MANY_OF_ONE_BIRTH)
        self.tried = tried


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


def import_attendance(request: ImportRequest) -> ImportResult:
    """Import a file of attendance. Raises FileError when the file as a whole cannot be used."""
    lookups = _begin_import(request)
    table, header = _open_file(request.path, ATTENDANCE_COLUMNS)
    file_import = AttendanceImport(request, header, lookups)
    return import_rows(table, file_import, request)


def import_placements(request: ImportRequest) -> ImportResult:
    """Import a file of placements. Raises FileError when the file as a whole cannot be used."""
    lookups = _begin_import(request)
    table, header = _open_file(request.path, PLACEMENT_COLUMNS)
    file_import = PlacementImport(request, header, lookups)
    return import_rows(table, file_import, request)


def import_hosts(request: ImportRequest) -> ImportResult:
    """Import a file of hosts. Raises FileError when the file as a whole cannot be used."""
    lookups = _begin_import(request)
    branches = Branch.objects.values_list("code", flat=True)
    columns = host_columns(lookups.codes.municipalities, branches)
    table, header = _open_file(request.path, columns)
    return host_import.import_table(table, header, columns, request)


IMPORTS: dict[str, Callable[[ImportRequest], ImportResult]] = {
    "participants": import_participants,
    "contacts": import_contacts,
    "placements": import_placements,
    "attendance": import_attendance,
    "hosts": import_hosts,
}


def import_rows(table: Table, file_import: FileImport, request: ImportRequest) -> ImportResult:
    """Check every row, and write the good ones when that is asked for and may be done.

    The order must be kept, for each step reads what the ones before left in the table `incoming`:
    create the table, copy the rows into it, name the registered persons in it, set the wrong rows
    aside, classify the good ones, count them, write them, and name those who are new.
    """
    file_import.create_incoming()
    result = _copy_rows(table, file_import, request)
    request.progress("Jämför med det som finns", result.rows)
    staging.name_persons(file_import.persons, result.participants)
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
        staging.name_persons(file_import.persons, result.participants)
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
    """Copy the record of every row into `incoming`, and collect what is wrong with them.

    A block at a time, so that memory does not follow how many are registered.
    """
    result = ImportResult()
    for block in blocks(table.rows(), ROWS_PER_BLOCK):
        records = []
        for record, problems in file_import.read_block(block):
            records.append(record)
            result.problems += problems
        if len(result.problems) > MOST_PROBLEMS:
            raise FileError(TOO_MANY_PROBLEMS)
        result.rows += bulk.copy("incoming", file_import.record_columns, records)
        request.progress("Läser och kontrollerar", result.rows)
    if not result.rows:
        raise FileError(ONLY_HEADINGS)
    _limit_unseen_numbers(file_import, request)
    return result


def _limit_unseen_numbers(file_import: FileImport, request: ImportRequest) -> None:
    """Raises TooManyNumbers when the user tries many numbers of one birth date, in this file and
    lately; counts those of a file that is read in. Commands have no limit.
    """
    if request.by is None:
        return
    births = file_import.identities.unseen.values()
    tried = limits.most_of_one_birth(Counter(births), by=request.by)
    if tried > limits.MOST_OF_ONE_BIRTH:
        raise TooManyNumbers(tried)
    if not request.dry_run:
        limits.count_unknown_numbers(births, by=request.by)


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
