"""Reads of orders."""

from mia.jobs.models import Job
from mia.organisation.staff.models import Staff
from reporting.orders.order import KIND, ExportOrder, order_of


def latest_orders(user: Staff, number: int, *, slug: str = "") -> list[ExportOrder]:
    """The user's own orders, the latest first; with `slug`, those of one report."""
    jobs = Job.objects.visible_to(user).filter(kind=KIND).latest_first()
    if slug:
        jobs = jobs.filter(parameters__slug=slug)
    return [order_of(job) for job in jobs[:number]]
