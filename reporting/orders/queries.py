"""Reads of orders."""

from django.db.models import QuerySet

from mia.organisation.staff.models import Staff
from reporting.exports.request import ReportRequest
from reporting.orders.models import ReportOrder


def orders_of(user: Staff) -> "QuerySet[ReportOrder]":
    """The user's own orders, latest first."""
    return ReportOrder.objects.visible_to(user).select_related("run").latest_first()


def request_of(order: ReportOrder) -> ReportRequest:
    """What was asked for when the file was ordered, to be asked again."""
    asked = order.parameters
    return ReportRequest(
        from_on=order.first_on,
        to_on=order.last_on,
        delprojekt=tuple(order.delprojekt) if asked["named"] else (),
        project=asked["project"],
        programme=asked["programme"],
        exact=asked["exact"],
    )
