"""The job of an order: make the file, with the rights that its owner has when it is made."""

from datetime import date
from typing import Any

from mia.jobs import files
from mia.jobs.handlers import Attempt, JobRefused
from mia.jobs.models import Job
from mia.organisation.staff.models import Staff
from reporting.exports import size
from reporting.exports.about import FileOrigin
from reporting.exports.declaration import RowExport
from reporting.exports.request import ReportError, choose
from reporting.figures.scope import ReportScope
from reporting.orders.lifetime import LIFETIME
from reporting.orders.order import KIND, ExportOrder, order_of
from reporting.runs import actions as runs_actions

CHANGED = "Dina behörigheter har ändrats sedan du beställde filen. Beställ den igen."


class ExportHandler:
    """Writes the file of an order; the result is the run's key and its number of rows."""

    kind = KIND
    lifetime = LIFETIME
    source = "bestallning"

    def perform(self, job: Job, attempt: Attempt) -> dict[str, Any]:
        order = order_of(job)
        scope = _allowed_scope(order, attempt.person, attempt.work.today)
        progress = attempt.progress
        progress.expected = _expected_rows(order, scope)
        with files.write(job, order.file_name) as file:
            progress.at_row(0)
            run = runs_actions.make(
                order.export,
                scope,
                by=attempt.person,
                extension=order.format,
                file=file,
                origin=FileOrigin(attempt.person.name, attempt.began_at),
                progress=progress.at_row,
            )
        return {"run": str(run.pk), "rows": run.row_count}


def _allowed_scope(order: ExportOrder, person: Staff, today: date) -> ReportScope:
    """What was ordered, if the person may have exactly that today. Raises JobRefused."""
    try:
        scope = choose(person, order.export, order.request, today=today)
    except ReportError as error:
        raise JobRefused(str(error)) from error
    if (scope.codes, scope.is_outside) != (order.delprojekt, order.is_outside):
        raise JobRefused(CHANGED)
    return scope


def _expected_rows(order: ExportOrder, scope: ReportScope) -> int:
    """About how many rows there will be; 0 for tables, whose time is not spent on their rows."""
    if not isinstance(order.export, RowExport):
        return 0
    return size.expected(order.export, scope)
