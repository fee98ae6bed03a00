"""The file of hosts: a few hundred rows at most, so they are read, compared and written one by
one.
"""

from collections import Counter
from collections.abc import Sequence

from interventions.imports import rejects
from interventions.imports.columns import FileColumn, FileHeader
from interventions.imports.host_reader import HostReader, ReadHost
from interventions.imports.import_request import ImportRequest
from interventions.imports.report import CHANGED, NEW, ImportResult
from mia.access import saving
from mia.core.tabular import FileError, Table

MOST_HOSTS = 5_000
TOO_MANY = "Filen har fler än 5 000 värdar. Dela upp den."
ONLY_HEADINGS = "Filen har bara en rubrikrad. Den ska ha minst en rad till."


def import_table(
    table: Table, header: FileHeader, columns: Sequence[FileColumn], request: ImportRequest
) -> ImportResult:
    """Check every row, and write the good ones when that is asked for and may be done. Raises
    FileError.
    """
    reader = HostReader(request, header, columns)
    result = ImportResult()
    rows: list[ReadHost] = []
    for line, cells in table.rows():
        if len(rows) == MOST_HOSTS:
            raise FileError(TOO_MANY)
        rows.append(reader.read(line, cells))
    if not rows:
        raise FileError(ONLY_HEADINGS)
    _count(result, rows)
    result.is_blocked = bool(result.problems) and request.reject is None
    if request.dry_run:
        result.statuses = [(read.row.line, read.status) for read in rows]
    elif not result.is_blocked:
        _write(rows, columns)
        if result.problems and request.reject is not None:
            rejects.write(table, request.reject, result.problems)
        result.is_written = True
    return result


def _count(result: ImportResult, rows: list[ReadHost]) -> None:
    result.rows = len(rows)
    result.count_statuses(Counter(read.status for read in rows))
    for read in rows:
        result.problems += read.row.problems


def _write(rows: list[ReadHost], columns: Sequence[FileColumn]) -> None:
    fields = [column.field for column in columns]
    for read in rows:
        if read.status == NEW:
            saving.store(read.host)
        elif read.status == CHANGED:
            saving.change(read.host, *fields, version=read.host.version)
