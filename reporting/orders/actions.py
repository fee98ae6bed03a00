"""Writes about orders: place one, fetch its file. The worker's part is in
reporting/orders/run_order.py.
"""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from mia import audit
from mia.access.saving import store, update
from mia.core.uuid7 import uuid7
from mia.organisation.staff.models import Staff
from reporting.exports.declaration import Export
from reporting.exports.request import ReportRequest
from reporting.figures.scope import ReportScope
from reporting.orders import export_store
from reporting.orders.enums import OrderState
from reporting.orders.models import ReportOrder
from reporting.orders.run_order import JOB

_SAID = ("slug", "first_on", "last_on", "delprojekt", "parameters", "format", "ordered_by_id")


@transaction.atomic
def place(
    export: Export,
    wanted: ReportRequest,
    choice: ReportScope,
    *,
    by: Staff,
    extension: str,
    at: datetime,
    key: UUID | None = None,
) -> ReportOrder:
    """Order a file: the order and its job come to be together. `key` is the form's: sent twice, it
    makes one order.
    """
    asked = {
        "project": wanted.project,
        "programme": wanted.programme,
        "exact": wanted.exact,
        "named": bool(wanted.delprojekt),
        "outside": choice.is_outside,
    }
    order = ReportOrder(
        pk=key or uuid7(),
        slug=export.slug,
        first_on=choice.period.first_on,
        last_on=choice.period.last_on,
        delprojekt=choice.codes,
        parameters=asked,
        format=extension,
        ordered_by=by,
        ordered_at=at,
    )
    try:
        store(order)
    except IntegrityError:
        if (same := _sent_before(order, by=by)) is not None:
            return same
        order.pk = uuid7()  # the form of a page that was gone back to, with another choice
        store(order)
    app.configure_task(JOB).defer(order=str(order.pk))
    audit.record_event(
        audit.Action.WRITE,
        f"{export.slug}.ordered",
        order=str(order.pk),
        period=choice.period.label,
        delprojekt=choice.codes,
        format=extension,
        exact=choice.exact,
    )
    return order


def _sent_before(order: ReportOrder, *, by: Staff) -> ReportOrder | None:
    """The order that the same form made a moment ago, if it asked for the same."""
    known: ReportOrder | None = ReportOrder.objects.visible_to(by).filter(pk=order.pk).first()
    if known is None or any(getattr(known, field) != getattr(order, field) for field in _SAID):
        return None
    return known


@transaction.atomic
def fetch(order: ReportOrder, *, by: Staff, at: datetime) -> Path | None:
    """The finished file; None when there is none, not yet or not any more."""
    if (
        order.state != OrderState.READY
        or order.finished_at is None
        or at >= order.finished_at + export_store.LASTS
    ):
        return None
    path = export_store.path_of(order.pk, order.format)
    if not path.is_file():
        return None
    order.fetched_at = at
    update(order, "fetched_at")
    audit.record_event(
        audit.Action.EXPORT,
        f"{order.slug}.fetched",
        order=str(order.pk),
        run=str(order.run_id),
        by=by.pk,
        period=order.period.label,
        delprojekt=order.delprojekt,
        format=order.format,
    )
    return path
