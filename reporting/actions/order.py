"""Writes about orders: place one, fetch its file. The worker's part is in reporting/orders.py."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from mia.audit import trail
from mia.audit.models import AccessLog
from mia.audit.saving import store, update
from mia.organisation.models import Staff
from mia.uuid7 import uuid7
from reporting import shelf
from reporting.enums import OrderState
from reporting.exports.choosing import Wanted
from reporting.exports.declaration import Choice, Export
from reporting.models import ReportOrder
from reporting.orders import JOB

_SAID = ("slug", "first_on", "last_on", "delprojekt", "parameters", "format", "ordered_by_id")


@transaction.atomic
def place(
    export: Export, wanted: Wanted, choice: Choice, *, by: Staff, extension: str, at: datetime, key: UUID | None = None
) -> ReportOrder:
    """Order a file: the order and its job come to be together. `key` is the form's: sent twice, it makes one order."""
    asked = {
        "project": wanted.project, "programme": wanted.programme, "exact": wanted.exact,
        "named": bool(wanted.delprojekt), "outside": choice.is_outside,
    }  # fmt: skip
    order = ReportOrder(
        pk=key or uuid7(), slug=export.slug, first_on=choice.period.first_on, last_on=choice.period.last_on,
        delprojekt=choice.codes, parameters=asked, format=extension, ordered_by=by, ordered_at=at,
    )  # fmt: skip
    try:
        store(order)
    except IntegrityError:
        if (same := _sent_before(order, by=by)) is not None:
            return same
        order.pk = uuid7()  # the form of a page that was gone back to, with another choice
        store(order)
    app.configure_task(JOB).defer(order=str(order.pk))
    trail.did(
        AccessLog.Action.WRITE, f"{export.slug}.ordered", order=str(order.pk), period=choice.period.label,
        delprojekt=choice.codes, format=extension, exact=choice.exact,
    )  # fmt: skip
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
    if order.state != OrderState.READY or order.finished_at is None or at >= order.finished_at + shelf.LASTS:
        return None
    path = shelf.path_of(order.pk, order.format)
    if not path.is_file():
        return None
    order.fetched_at = at
    update(order, "fetched_at")
    trail.did(
        AccessLog.Action.EXPORT, f"{order.slug}.fetched", order=str(order.pk), run=str(order.run_id), by=by.pk,
        period=order.period.label, delprojekt=order.delprojekt, format=order.format,
    )  # fmt: skip
    return path
