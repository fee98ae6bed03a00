"""How long an ordered file is kept."""

from datetime import datetime, timedelta

from mia.jobs import files
from mia.jobs.enums import JobState
from reporting.orders.order import ExportOrder

LIFETIME = timedelta(hours=24)


def kept_until(order: ExportOrder) -> datetime | None:
    """When the file is removed; None for an order that has no file."""
    if order.job.state != JobState.READY or order.job.finished_at is None:
        return None
    finished_at: datetime = order.job.finished_at
    return finished_at + LIFETIME


def has_file(order: ExportOrder, *, now: datetime) -> bool:
    """Whether the finished file can be fetched."""
    until = kept_until(order)
    is_kept = until is not None and now < until
    return is_kept and files.path_of(order.job, order.file_name).is_file()
