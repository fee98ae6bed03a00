"""The worker's part of an order: make the file as the person who ordered it, with that person's rights today.

Three short transactions: begin, make, and when it did not go well, say so. The file takes its name as the last thing
before the one that makes it commits, and is served only for an order that is READY: one file, one line in the trail.
An advisory lock keeps a second worker out while the first, thought dead, still has its transaction.
"""

import contextlib
import errno
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from mia.audit import identity, trail
from mia.organisation.models import Staff
from reporting import queries, shelf
from reporting.actions import report
from reporting.enums import OrderState
from reporting.exports import EXPORTS, size
from reporting.exports.about import Made
from reporting.exports.choosing import Refused, choose
from reporting.exports.declaration import Choice, Export, RowExport
from reporting.models import ReportOrder, ReportRun

logger = logging.getLogger(__name__)
JOB = "make_file"  # the name of the task, in reporting/tasks.py
SOURCE = "bestallning"
ATTEMPTS = 3
OUR_FAULT = "Något gick fel hos oss. Beställ filen igen, eller kontakta den som sköter systemet."
NO_SPACE = (
    "Filen fick inte plats på disken. Kontakta den som sköter systemet, och beställ filen igen när det är åtgärdat."
)
NOT_WRITTEN = (
    "Filen gick inte att skriva. Kontakta den som sköter systemet, och beställ filen igen när det är åtgärdat."
)
CHANGED = "Dina behörigheter har ändrats sedan du beställde filen. Beställ den igen."
INACTIVE = "Kontot är avstängt."
Clock = Callable[[], datetime]


class Busy(Exception):
    """Another worker still has this order; to be tried again."""


class Overtaken(Exception):
    """Another attempt has the order now."""


def carry_out(pk: UUID, *, clock: Clock, is_stopping: Callable[[], bool]) -> None:
    """Make the file of an order, or say why not. What it raises is to be tried again; an order that is done is left."""
    order = _begin(pk, clock)
    if order is None:
        return
    try:
        _make(order, clock, is_stopping)
    except Overtaken:
        return
    except Refused as refused:
        _end(order, str(refused), clock)
    except OSError as error:
        logger.exception("an ordered file could not be written")
        _end(order, NO_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else NOT_WRITTEN, clock)
    except shelf.Stopped:
        _change(order, state=OrderState.WAITING, attempts=order.attempts - 1)
        raise
    except Exception:
        if order.attempts < ATTEMPTS:
            _change(order, state=OrderState.WAITING)
            raise
        logger.exception("an ordered file could not be made")
        _end(order, OUR_FAULT, clock)


def _begin(pk: UUID, clock: Clock) -> ReportOrder | None:
    """The order, one attempt further; None when there is nothing to do. WORKING here: its worker has died."""
    with identity.acting_as(identity.SYSTEM, source=SOURCE):
        order = ReportOrder.objects.filter(pk=pk).first()
    if order is None:
        return None
    with _held(order):
        order.refresh_from_db()
        if order.is_finished:
            return None
        if order.attempts >= ATTEMPTS:
            shelf.clear(order.pk)
            _change(order, state=OrderState.FAILED, message=OUR_FAULT, finished_at=clock())
            logger.error("an ordered file was given up: %d workers ended while they made it", order.attempts)
            return None
        _change(order, state=OrderState.WORKING, attempts=order.attempts + 1)
        order.refresh_from_db()
        return order


def _make(order: ReportOrder, clock: Clock, is_stopping: Callable[[], bool]) -> None:
    trail.begin()
    try:
        with _held(order) as work:
            person = Staff.objects.get(pk=order.ordered_by_id)
            export, choice = _choice(order, person, work)
            progress = shelf.Progress(order.pk, _rows(export, choice), is_stopping)
            made = Made(person.name, clock())
            with shelf.finished(order.pk, order.format, order.attempts) as file:
                progress(0)
                run = report.make(
                    export, choice, by=person, extension=order.format, file=file, made=made, progress=progress
                )
                _ready(order, run, clock)
                trail.flush(work, route=SOURCE, ip=None)
    finally:
        trail.end()


def _choice(order: ReportOrder, person: Staff, work: identity.Work) -> tuple[Export, Choice]:
    """What was ordered, if the person may have exactly that today. Raises Refused."""
    if not person.is_active:
        raise Refused(INACTIVE)
    export = EXPORTS[order.slug]
    choice = choose(person, export, queries.wanted_of(order), today=work.today)
    if (choice.codes, choice.is_outside) != (order.delprojekt, order.parameters["outside"]):
        raise Refused(CHANGED)
    return export, choice


def _rows(export: Export, choice: Choice) -> int:
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
def _held(order: ReportOrder) -> Iterator[identity.Work]:
    """A unit of work as the person who ordered, with the order to itself. Raises Busy."""
    with identity.acting_as(order.ordered_by_id, source=SOURCE) as work:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [str(order.pk)])
            if not cursor.fetchone()[0]:
                raise Busy
        yield work
