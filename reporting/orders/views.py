"""An ordered file: how far it has come, and the file itself."""

from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from mia.organisation.request import StaffRequest
from mia.organisation.second_factor import requires_recent_factor
from reporting.exports.request import file_name
from reporting.orders import actions, presentation
from reporting.orders.access import get_order
from reporting.orders.forms import FileForm
from reporting.runs.access import is_of_persons


def takes_out_persons(request: StaffRequest, pk: UUID) -> bool:
    """Tell whether the file has personal numbers."""
    return is_of_persons(get_order(request.user, pk).slug)


@require_safe
def show(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """htmx polls the part that changes; when the order is finished, the whole page is loaded."""
    order = get_order(request.user, pk)
    if request.htmx and order.job.is_finished:
        return HttpResponseClientRefresh()
    view = presentation.view_of(order, now=timezone.localtime())
    if request.htmx:
        return render(request, "jobs/progress.html", {"progress": view.progress})
    context = {
        "order": order,
        "view": view,
        "progress": view.progress,
        "again": FileForm(export=order.export),
    }
    return render(request, "reporting/orders/order.html", context)


@require_safe
@requires_recent_factor("hämta filen", when=takes_out_persons)
def fetch(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The finished file; while there is none, the page that says so."""
    order = get_order(request.user, pk)
    path = actions.fetch(order, by=request.user, at=timezone.localtime())
    if path is None:
        return redirect("reporting:order", pk)
    name = file_name(order.export, order.period, order.format, order.project)
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
