"""What MIA does by itself, without anybody asking: cleaning, sealing, checking.

A feature declares a HousekeepingTask and settings.HOUSEKEEPING names it. The worker looks each
minute for what is due (mia.jobs.tasks); the last run of each is a row that administrators and the
readiness page read. A task that was missed, because no worker ran, is done as soon as one does.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.module_loading import import_string

from mia.access import bulk, identity
from mia.core import sql
from mia.jobs.models import HousekeepingRun

logger = logging.getLogger(__name__)
NIGHT = 2  # from this hour, Swedish time
DAY = timedelta(days=1)
AGAIN = timedelta(hours=1)  # after a run that failed
LATE = timedelta(hours=48)  # without a run that went well
FAILED = "Det gick inte. Orsaken står i serverns logg."
Clock = Callable[[], datetime]


class HousekeepingFailed(Exception):
    """The task found something that a person must look at; the text is one Swedish sentence."""


@dataclass(frozen=True)
class HousekeepingTask:
    """`perform` does it as the system, in a transaction, and returns a Swedish sentence without
    personal data. A task with the interval DAY is done at night.
    """

    name: str
    label: str
    interval: timedelta
    perform: Callable[[], str]

    @property
    def is_nightly(self) -> bool:
        return self.interval == DAY


@cache
def tasks() -> Mapping[str, HousekeepingTask]:
    """Every task by its name, in the order in which they are done."""
    declared = [import_string(path) for path in settings.HOUSEKEEPING]
    return {task.name: task for task in declared}


def run_due(clock: Clock) -> None:
    """Do every task whose time has come."""
    runs = {run.name: run for run in HousekeepingRun.objects.all()}
    for task in tasks().values():
        if is_due(task, runs.get(task.name), clock()):
            run(task, clock)


def is_due(task: HousekeepingTask, last: HousekeepingRun | None, now: datetime) -> bool:
    """Whether it is time: `now` in Swedish time."""
    if last is None or last.began_at is None:
        return True
    since = now - last.began_at
    if last.has_failed:
        return since >= min(AGAIN, task.interval)
    if task.is_nightly:
        is_new_day = last.began_at.astimezone(now.tzinfo).date() < now.date()
        return is_new_day and now.hour >= NIGHT
    return since >= task.interval


def run(task: HousekeepingTask, clock: Clock) -> bool:
    """Do one task and note how it went; whether it went well."""
    began_at = clock()
    try:
        with identity.acting_as(identity.SYSTEM, source=f"housekeeping {task.name}"):
            bulk.ready()
            message = task.perform()
        has_failed = False
    except HousekeepingFailed as error:
        logger.exception("housekeeping found a fault: %s", task.name)
        message, has_failed = str(error), True
    except Exception:
        logger.exception("housekeeping failed: %s", task.name)
        message, has_failed = FAILED, True
    _note(task, began_at, clock(), message, has_failed)
    return not has_failed


def _note(
    task: HousekeepingTask, began_at: datetime, ended_at: datetime, message: str, has_failed: bool
) -> None:
    values: dict[str, object] = {
        "began_at": began_at,
        "ended_at": ended_at,
        "message": message[:300],
        "has_failed": has_failed,
    }
    if not has_failed:
        values["succeeded_at"] = ended_at
    with identity.acting_as(identity.SYSTEM, source=f"housekeeping {task.name}"):
        HousekeepingRun.objects.update_or_create(name=task.name, defaults=values)


def after_migrate(*, using: str, **kwargs: object) -> None:
    """Receives post_migrate: every task has a row, so that one that never runs is late too."""
    rows = [HousekeepingRun(name=name) for name in tasks()]
    HousekeepingRun.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def late_labels(cursor: CursorWrapper) -> list[str]:
    """What has not gone well for LATE, by the database's clock; the cursor is the caller's."""
    late = f"{LATE.total_seconds()} seconds"
    cursor.execute(sql.load("mia.jobs", "late_housekeeping.sql"), {"late": late})
    names = [name for (name,) in cursor.fetchall()]
    return [task.label for name, task in tasks().items() if name in names]


@dataclass(frozen=True)
class HousekeepingRow:
    """A line of the administrators' page."""

    task: HousekeepingTask
    last: HousekeepingRun | None
    is_late: bool


def overview() -> list[HousekeepingRow]:
    """Every task with its last run."""
    runs = {run.name: run for run in HousekeepingRun.objects.all()}
    with connection.cursor() as cursor:
        late = late_labels(cursor)
    return [
        HousekeepingRow(task, runs.get(task.name), task.label in late) for task in tasks().values()
    ]
