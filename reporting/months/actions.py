"""Lock a month: keep, as fingerprints, what the file that was sent said of each enrolment."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connection, transaction

from mia import audit
from mia.access import bulk
from mia.core.uuid7 import uuid7
from mia.organisation.staff.models import Staff
from reporting.exports import rows
from reporting.exports.declaration import RowExport
from reporting.exports.models import ReportRun
from reporting.figures.scope import ReportScope
from reporting.months import access
from reporting.months.models import SentRow
from reporting.months.obstacles import ALREADY_LOCKED, BUSY, CHANGED, find_obstacle_of_month

COLUMNS = ("id", "run_id", "enrolment_id", "delprojekt_id", "first_on", "fingerprint")
SentRowValues = tuple[UUID, UUID, UUID, int, date, bytes]


@transaction.atomic
def lock(run: ReportRun, export: RowExport, scope: ReportScope, *, by: Staff, at: datetime) -> None:
    """Lock the month of a run; `scope` is the run's own.

    Raises PermissionDenied, and ValidationError when it can not be locked: the month is not over,
    the month before it is not locked, the file is locked already, or says something else now.
    """
    if not access.can_lock_month(by, [row.pk for row in scope.delprojekt]):
        raise PermissionDenied
    obstacle = find_obstacle_of_month(export, scope, at.date())
    if obstacle:
        raise ValidationError(obstacle)
    _await_changes()
    unlocked = ReportRun.objects.select_for_update(no_key=True).filter(locked_at=None)
    if not unlocked.filter(pk=run.pk).exists():
        raise ValidationError(ALREADY_LOCKED)
    bulk.insert(SentRow, COLUMNS, _sent_rows(run, export, scope))
    ReportRun.objects.filter(pk=run.pk).update(locked_at=at, locked_by=by)
    audit.record_event(
        audit.Action.WRITE, f"{export.slug}.locked", run=str(run.pk), period=scope.period.label
    )


def _await_changes() -> None:
    """Wait until those who are changing what a month tells have finished, and let others wait until
    the month is locked: a change is in the file, or marks the month. Raises ValidationError.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(app.months_key())")
    except OperationalError as error:
        raise ValidationError(BUSY) from error


def _sent_rows(run: ReportRun, export: RowExport, scope: ReportScope) -> list[SentRowValues]:
    """The rows of the file, as they are kept. Raises ValidationError when it says something else
    now.
    """
    content = rows.ContentFingerprint()
    values: list[SentRowValues] = []
    for row in rows.read(export, scope, content):
        sent_row = (
            uuid7(),
            run.pk,
            row.enrolment_id,
            row.delprojekt_id,
            run.first_on,
            rows.fingerprint_of(row),
        )
        values.append(sent_row)
    if str(content) != run.parameters["content"]:
        raise ValidationError(CHANGED)
    return values
