"""Access checks of ordered files."""

from uuid import UUID

from django.core.exceptions import PermissionDenied

from mia.access.roles import Permission
from mia.jobs.access import get_own
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from reporting.orders.order import KIND, ExportOrder, order_of


def can_fetch_order(user: Staff, order: ExportOrder) -> bool:
    """The owner, as long as the rights that the file was made with are there in every delprojekt of
    it.
    """
    allowed = user.scope.delprojekt_with(order.export.permission)
    if not order.is_outside:  # made for somebody who sees small numbers
        allowed &= user.scope.delprojekt_with(Permission.SEE_EXACT)
    codes = Delprojekt.objects.filter(pk__in=allowed).values_list("code", flat=True)
    is_own = order.job.owner_id == user.pk
    return is_own and bool(order.delprojekt) and set(order.delprojekt) <= set(codes)


def get_order(user: Staff, pk: UUID) -> ExportOrder:
    """The user's own order. Raises Http404; PermissionDenied when the right to its file has been
    lost.
    """
    order = order_of(get_own(user, KIND, pk))
    if not can_fetch_order(user, order):
        raise PermissionDenied
    return order
