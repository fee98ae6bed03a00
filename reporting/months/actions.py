"""Lock a month: keep, as fingerprints, what the file that was sent said of each enrolment."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

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

COLUMNS = ("id", "run_id", "enrolment_id", "delprojekt_id", "first_on", "fingerprint")


@transaction.atomic
def lock(
    run: ReportRun, export: RowExport, choice: ReportScope, *, by: Staff, at: datetime
) -> None:
    """`choice` is the run's own. Raises PermissionDenied, and ValidationError when it can not be
    locked.
    """
    if not access.can_lock_month(by, [row.pk for row in choice.delprojekt]):
        raise PermissionDenied
    if choice.period.last_on >= at.date():
        raise ValidationError("Månaden är inte slut än. Lås den när den är det.")
    if not ReportRun.objects.select_for_update().filter(pk=run.pk, locked_at=None).exists():
        raise ValidationError("Filen är redan låst.")
    said = rows.Content()
    marks = []
    for row in rows.read(export, choice, said=said):
        marks.append(
            (
                uuid7(),
                run.pk,
                row.enrolment_id,
                row.delprojekt_id,
                run.first_on,
                rows.fingerprint(row),
            )
        )
    if str(said) != run.parameters["content"]:
        raise ValidationError(
            "Uppgifterna har ändrats sedan filen hämtades. Hämta den igen, lämna in den och lås den."
        )
    bulk.insert(SentRow, COLUMNS, marks)
    ReportRun.objects.filter(pk=run.pk).update(locked_at=at, locked_by=by)
    audit.record_event(
        audit.Action.WRITE, f"{export.slug}.locked", run=str(run.pk), period=choice.period.label
    )
