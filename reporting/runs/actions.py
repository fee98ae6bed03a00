"""Make a report: the file, the record of the run, and the line in the audit, in one transaction."""

import hashlib
from collections.abc import Callable
from typing import BinaryIO

from django.db import connection, transaction

from mia import audit
from mia.organisation.staff.models import Staff
from reporting.exports import files
from reporting.exports.about import Made
from reporting.exports.declaration import Export, RowExport, Table, TableExport
from reporting.exports.models import ReportRun
from reporting.figures.scope import ReportScope
from reporting.months import queries as months_queries

SECONDS = 300  # a whole county in a file, and before it is zipped; pages otherwise have 10 and 60
_BLOCK = 1 << 20


@transaction.atomic
def make(
    export: Export,
    choice: ReportScope,
    *,
    by: Staff,
    extension: str,
    file: BinaryIO,
    made: Made,
    progress: Callable[[int], None] = files.quiet,
) -> ReportRun:
    """Write the finished file into `file` (readable and writable, empty) and say that it was made.

    `progress` is called now and then with the rows written so far; what it raises ends the work.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{SECONDS}s'")
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{SECONDS}s'")
    corrected = (
        months_queries.corrected(export, choice) if isinstance(export, RowExport) else frozenset()
    )
    written = files.write(export, choice, extension, file, made, corrected, progress)
    parameters = {
        "projekt": choice.project_codes,
        "programme": choice.programme,
        "exact": choice.exact,
    }
    run = ReportRun.objects.create(
        slug=export.slug,
        first_on=choice.period.first_on,
        last_on=choice.period.last_on,
        delprojekt=choice.codes,
        parameters=parameters | {"content": written.content},
        format=extension,
        row_count=written.rows,
        sha256=_digest(file),
        made_by=by,
    )
    audit.record_event(
        audit.Action.EXPORT,
        export.event,
        count=written.persons,
        many=written.participants,
        run=str(run.pk),
        period=choice.period.label,
        delprojekt=choice.codes,
        format=extension,
        exact=choice.exact,
    )
    return run


def show(export: TableExport, choice: ReportScope, *, by: Staff) -> Table:
    """The table on the page. Figures are no persons; that small numbers were shown is noted."""
    table = export.read(choice)
    if choice.exact:
        audit.record_event(
            audit.Action.READ,
            f"{export.slug}.shown",
            count=table.persons,
            by=by.pk,
            exact=True,
            period=choice.period.label,
            delprojekt=choice.codes,
        )
    return table


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()
