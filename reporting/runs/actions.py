"""Make a report: the file, the record of the run, and the audit record, in one transaction."""

import hashlib
from collections.abc import Callable
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from mia import audit
from mia.access import deadline
from mia.organisation.staff.models import Staff
from reporting.exports import files
from reporting.exports.about import FileOrigin
from reporting.exports.declaration import Export, ReportTable, RowExport, TableExport
from reporting.exports.models import ReportRun
from reporting.figures.scope import ReportScope
from reporting.months import differences

SECONDS = 300  # a whole county in a file, and before it is zipped; pages otherwise have 10 and 60
_BLOCK = 1 << 20


@transaction.atomic
def make(
    export: Export,
    scope: ReportScope,
    *,
    by: Staff,
    extension: str,
    file: BinaryIO,
    origin: FileOrigin,
    progress: Callable[[int], None] = files.ignore_progress,
) -> ReportRun:
    """Write the finished file into `file` (readable and writable, empty) and record that it was
    made.

    `progress` is called now and then with the rows written so far; what it raises ends the work.
    """
    deadline.allow(SECONDS)
    corrected_ids = _corrected_enrolments(export, scope)
    content = files.write(export, scope, extension, file, origin, corrected_ids, progress)
    run = ReportRun.objects.create(
        slug=export.slug,
        first_on=scope.period.first_on,
        last_on=scope.period.last_on,
        delprojekt=scope.codes,
        parameters=_parameters(scope, content),
        format=extension,
        row_count=content.rows,
        sha256=_digest(file),
        made_by=by,
    )
    audit.record_event(
        audit.Action.EXPORT,
        export.event,
        count=content.persons,
        many=content.participants,
        run=str(run.pk),
        period=scope.period.label,
        delprojekt=scope.codes,
        format=extension,
        exact=scope.exact,
    )
    return run


def _corrected_enrolments(export: Export, scope: ReportScope) -> frozenset[UUID]:
    """None in a report of figures, which has no rows to correct."""
    if not isinstance(export, RowExport):
        return frozenset()
    return differences.find_corrected_enrolments(export, scope)


def _parameters(scope: ReportScope, content: files.FileContent) -> dict[str, Any]:
    return {
        "projekt": scope.project_codes,
        "programme": scope.programme,
        "exact": scope.exact,
        "content": content.fingerprint,
    }


def show(export: TableExport, scope: ReportScope, *, by: Staff) -> ReportTable:
    """The table on the page. Figures are no persons; that small numbers were shown is recorded."""
    table = export.read(scope)
    if scope.exact:
        audit.record_event(
            audit.Action.READ,
            f"{export.slug}.shown",
            count=table.persons,
            by=by.pk,
            exact=True,
            period=scope.period.label,
            delprojekt=scope.codes,
        )
    return table


def _digest(file: BinaryIO) -> str:
    """SHA-256 of the whole file, in hexadecimal; the file stands at its beginning afterwards."""
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()
