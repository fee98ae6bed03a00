"""What a kind of job does: a handler, written by the feature and named in settings.JOB_HANDLERS."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from mia.access.identity import UnitOfWork
from mia.organisation.staff.models import Staff

if TYPE_CHECKING:
    from mia.jobs.models import Job
    from mia.jobs.progress import Progress


class JobRefused(Exception):
    """The job cannot be done, and would not be if it were tried again.

    The message is one Swedish sentence for the owner. It is kept, so it has no personal data.
    `event` is for the access log, when what was asked for is to be noted as denied.
    """

    def __init__(self, message: str, *, event: str = "") -> None:
        super().__init__(message)
        self.event = event


@dataclass(frozen=True)
class Attempt:
    """One attempt at a job: in whose unit of work it runs, when it began, how progress is noted."""

    person: Staff
    work: UnitOfWork
    began_at: datetime
    progress: "Progress"


class JobHandler(Protocol):
    """`kind` is also the folder of the kind's files, `lifetime` how long they are kept, and
    `source` the name of the work in the audit log.
    """

    kind: str
    lifetime: timedelta
    source: str

    def perform(self, job: "Job", attempt: Attempt) -> Mapping[str, object]:
        """Do the work in the owner's unit of work; the result, kept in the job's row.

        Raises JobRefused. Any other error is tried again, except OSError.
        """
        ...


@cache
def handlers() -> Mapping[str, JobHandler]:
    """Every handler by its kind."""
    by_kind: dict[str, JobHandler] = {}
    for path in settings.JOB_HANDLERS:
        handler = import_string(path)()
        by_kind[handler.kind] = handler
    return by_kind
