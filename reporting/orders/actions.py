"""Writes about orders: place one, fetch its file. The file is made by the handler."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from mia import audit
from mia.access.saving import update
from mia.jobs import files, queue
from mia.organisation.staff.models import Staff
from reporting.exports.declaration import Export
from reporting.exports.request import ReportRequest
from reporting.figures.scope import ReportScope
from reporting.orders import lifetime
from reporting.orders.order import KIND, ExportOrder, order_of, parameters_of


@transaction.atomic
def place(
    export: Export,
    report_request: ReportRequest,
    scope: ReportScope,
    *,
    by: Staff,
    extension: str,
    at: datetime,
    key: UUID | None = None,
) -> ExportOrder:
    """Order a file. `key` is the form's: sent twice, it makes one order."""
    parameters = parameters_of(export, report_request, scope, extension)
    job, is_new = queue.start(KIND, parameters, owner=by, at=at, key=key)
    if is_new:
        audit.record_event(
            audit.Action.WRITE,
            f"{export.slug}.ordered",
            order=str(job.pk),
            period=scope.period.label,
            delprojekt=scope.codes,
            format=extension,
            exact=scope.exact,
        )
    return order_of(job)


@transaction.atomic
def fetch(order: ExportOrder, *, by: Staff, at: datetime) -> Path | None:
    """The finished file; None when there is none, not yet or not any more."""
    if not lifetime.has_file(order, now=at):
        return None
    order.job.fetched_at = at
    update(order.job, "fetched_at")
    audit.record_event(
        audit.Action.EXPORT,
        f"{order.slug}.fetched",
        order=str(order.pk),
        run=order.job.result["run"],
        by=by.pk,
        period=order.period.label,
        delprojekt=order.delprojekt,
        format=order.format,
    )
    return files.path_of(order.job, order.file_name)
