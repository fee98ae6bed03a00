"""The worker's part of an order: make the file as the person who ordered it, with that person's
rights today.

Three short transactions: begin, make, and when it did not go well, say so. The file takes its name
as the last thing before the one that makes it commits, and is served only for an order that is
READY: one file, one line in the trail. An advisory lock keeps a second worker out while the first,
thought dead, still has its transaction.
"""

import contextlib
import errno
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.organisation.staff.models import Staff
from reporting.exports import size
from reporting.exports.about import Made
from reporting.exports.declaration import Export, RowExport
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.exports.request import ReportError, choose
from reporting.figures.scope import ReportScope
from reporting.orders import export_store, queries
from reporting.orders.enums import OrderState
from reporting.orders.models import ReportOrder
from reporting.runs import actions as runs_actions

logger = logging.getLogger(__name__)
JOB = "make_file"  # the name of the task, in reporting/orders/tasks.py
SOURCE = "bestallning"
ATTEMPTS = 3
OUR_FAULT = "Något gick fel hos oss. Beställ filen igen, eller kontakta den som sköter systemet."
NO_SPACE = "Filen fick inte plats på disken. Kontakta den som sköter systemet, och beställ filen igen när det är åtgärdat."
NOT_WRITTEN = "Filen gick inte att skriva. Kontakta den som sköter systemet, och beställ filen igen när det är åtgärdat."
CHANGED = "Dina behörigheter har ändrats sedan du beställde filen. Beställ den igen."
INACTIVE = "Kontot är avstängt."
Clock = Callable[[], datetime]


class Busy(Exception):
    """Another worker still has this order; to be tried again."""


class Overtaken(Exception):
    """Another attempt has the order now."""


def run_order(pk: UUID, *, clock: Clock, is_stopping: Callable[[], bool]) -> None:
    """Make the file of an order, or say why not. What it raises is to be tried again; an order that
    is done is left.
    """
    order = _begin(pk, clock)
    if order is None:
        return
    try:
        _make(order, clock, is_stopping)
    except Overtaken:
        return
    except ReportError as refused:
        _end(order, str(refused), clock)
    except OSError as error:
        logger.exception("an ordered file could not be written")
        _end(order, NO_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else NOT_WRITTEN, clock)
    except export_store.Stopped:
        _change(order, state=OrderState.WAITING, attempts=order.attempts - 1)
        raise
    except Exception:
        if order.attempts < ATTEMPTS:
            _change(order, state=OrderState.WAITING)
            raise
        logger.exception("an ordered file could not be made")
        _end(order, OUR_FAULT, clock)


def _begin(pk: UUID, clock: Clock) -> ReportOrder | None:
    """The order, one attempt further; None when there is nothing to do. WORKING here: its worker
    has died.
    """
    with identity.acting_as(identity.SYSTEM, source=SOURCE):
        order = ReportOrder.objects.filter(pk=pk).first()
    if order is None:
        return None
    with _held(order):
        order.refresh_from_db()
        if order.is_finished:
            return None
        if order.attempts >= ATTEMPTS:
            export_store.clear(order.pk)
            _change(order, state=OrderState.FAILED, message=OUR_FAULT, finished_at=clock())
            logger.error(
                "an ordered file was given up: %d workers ended while they made it", order.attempts
            )
            return None
        _change(order, state=OrderState.WORKING, attempts=order.attempts + 1)
        order.refresh_from_db()
        return order


def _make(order: ReportOrder, clock: Clock, is_stopping: Callable[[], bool]) -> None:
    with unit_of_work(order.ordered_by_id, source=SOURCE) as work:
        _lock(order)
        person = Staff.objects.get(pk=order.ordered_by_id)
        export, choice = _choice(order, person, work)
        progress = export_store.Progress(order.pk, _rows(export, choice), is_stopping)
        made = Made(person.name, clock())
        with export_store.finished(order.pk, order.format, order.attempts) as file:
            progress(0)
            run = runs_actions.make(
                export,
                choice,
                by=person,
                extension=order.format,
                file=file,
                made=made,
                progress=progress,
            )
            _ready(order, run, clock)


def _choice(
    order: ReportOrder, person: Staff, work: identity.UnitOfWork
) -> tuple[Export, ReportScope]:
    """What was ordered, if the person may have exactly that today. Raises ReportError."""
    if not person.is_active:
        raise ReportError(INACTIVE)
    export = EXPORTS[order.slug]
    choice = choose(person, export, queries.request_of(order), today=work.today)
    if (choice.codes, choice.is_outside) != (order.delprojekt, order.parameters["outside"]):
        raise ReportError(CHANGED)
    return export, choice


def _rows(export: Export, choice: ReportScope) -> int:
    """About how many rows there will be; 0 where rows do not tell how far it has come."""
    return size.expected(export, choice) if isinstance(export, RowExport) else 0


def _ready(order: ReportOrder, run: ReportRun, clock: Clock) -> None:
    if not _own(order).update(state=OrderState.READY, run=run, finished_at=clock()):
        raise Overtaken


def _end(order: ReportOrder, message: str, clock: Clock) -> None:
    _change(order, state=OrderState.FAILED, message=message, finished_at=clock())


def _change(order: ReportOrder, **values: Any) -> None:
    """In the person's name, unless another attempt has the order now."""
    with identity.acting_as(order.ordered_by_id, source=SOURCE):
        _own(order).update(**values)


def _own(order: ReportOrder) -> Any:
    return ReportOrder.objects.filter(pk=order.pk, state=order.state, attempts=order.attempts)


@contextlib.contextmanager
def _held(order: ReportOrder) -> Iterator[identity.UnitOfWork]:
    """A unit of work as the person who ordered, with the order to itself. Raises Busy."""
    with identity.acting_as(order.ordered_by_id, source=SOURCE) as work:
        _lock(order)
        yield work


def _lock(order: ReportOrder) -> None:
    """Have the order to itself until the transaction ends. Raises Busy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [str(order.pk)])
        if not cursor.fetchone()[0]:
            raise Busy
