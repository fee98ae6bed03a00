"""An ordered file: how far it has come, and the file itself."""

from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from mia.organisation.request import StaffRequest
from reporting.exports.registry import EXPORTS
from reporting.orders import actions, presentation
from reporting.orders.access import get_order
from reporting.reports.forms import FileForm


@require_safe
def show(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """htmx asks every other second for the part that changes; when it is finished, for the page
    anew.
    """
    order = get_order(request.user, pk)
    shown = presentation.of(order, now=timezone.localtime())
    if not request.htmx:
        export = EXPORTS[order.slug]
        context = {
            "order": order,
            "export": export,
            "shown": shown,
            "again": FileForm(export=export),
        }
        return render(request, "reporting/orders/order.html", context)
    if order.is_finished:
        return HttpResponseClientRefresh()
    return render(request, "reporting/orders/order_state.html", {"order": order, "shown": shown})


@require_safe
def fetch(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The finished file; while there is none, the page that says so."""
    order = get_order(request.user, pk)
    path = actions.fetch(order, by=request.user, at=timezone.localtime())
    if path is None:
        return redirect("reporting:order", pk)
    name = EXPORTS[order.slug].name_of(order.period, order.format)
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
