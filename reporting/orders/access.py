"""Access checks of ordered files."""

from typing import TYPE_CHECKING

from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Delprojekt
from reporting.exports.registry import EXPORTS
from reporting.orders.models import ReportOrder

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mia.organisation.staff.models import Staff
from reporting.orders import queries


def can_have_file(user: "Staff", order: ReportOrder) -> bool:
    """The one who ordered, as long as the rights that the file was made with are there in every
    delprojekt of it.
    """
    export = EXPORTS[order.slug]
    allowed = user.scope.delprojekt_with(export.permission)
    if not order.parameters["outside"]:  # made for somebody who sees small numbers
        allowed &= user.scope.delprojekt_with(Permission.SEE_EXACT)
    codes = Delprojekt.objects.filter(pk__in=allowed).values_list("code", flat=True)
    return (
        order.ordered_by_id == user.pk
        and bool(order.delprojekt)
        and set(order.delprojekt) <= set(codes)
    )


def get_order(user: Staff, pk: UUID) -> ReportOrder:
    """The user's own order. Raises Http404; PermissionDenied when the right to its file has been
    lost.
    """
    order = queries.orders_of(user).filter(pk=pk).first()
    if order is None:
        raise Http404
    if not can_have_file(user, order):
        raise PermissionDenied
    return order
