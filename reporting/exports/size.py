"""About how large a file will be, and whether a person waits for it or it is made in the
background.
"""

from django.conf import settings

from mia.access import replica
from mia.core.sql import load
from reporting.exports.declaration import EnrolmentsRead, Export, RowExport
from reporting.figures.scope import ReportScope

# Microseconds, measured on two cores: a CSV row comes finished from the database, an XLSX row is
# built cell by cell; a table is short in both formats, its time goes to counting the enrolments.
# 20,000 CSV rows take about a second.
ROW = {"csv": 50, "xlsx": 200}
ENROLMENT = 15


def expected(export: Export, scope: ReportScope, *, at_most: int | None = None) -> int:
    """Enrolments that the report has to read; of a row export about its rows. Stops at `at_most`
    of them.
    """
    if export.reads is EnrolmentsRead.ATTENDED:
        query = load("reporting.exports", "expected_attendance.sql")
    else:
        query = load("reporting.exports", "expected_rows.sql").format(
            enrolments_read=export.reads.value
        )
    ((number,),) = replica.fetch(query, scope.params | {"at_most": at_most})
    return int(number)


def is_large(export: Export, scope: ReportScope, extension: str) -> bool:
    """More than is made while the person waits (EXPORT_AT_ONCE)."""
    cost = ENROLMENT
    if isinstance(export, RowExport):
        cost = ROW[extension]
    most: int = settings.EXPORT_AT_ONCE * ROW["csv"] // cost
    return expected(export, scope, at_most=most + 1) > most
