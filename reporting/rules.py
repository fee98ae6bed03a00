"""Who may take out what, beyond what the doors let in."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mia.organisation.models import Delprojekt
from mia.organisation.roles import Permission
from participants.models import Enrolment
from reporting.exports import EXPORTS
from reporting.exports.declaration import Export
from reporting.models import ReportOrder

if TYPE_CHECKING:
    from mia.organisation.models import Staff


def can_print_attendance(user: "Staff", enrolment: Enrolment) -> bool:
    return user.may(Permission.ATTENDANCE_REPORT, enrolment.delprojekt_id)


def can_make_export(user: "Staff", export: Export) -> bool:
    """Somewhere; where, the choice says (reporting/exports/choosing.py)."""
    return user.may(export.permission)


def can_see_reports(user: "Staff") -> bool:
    return any(can_make_export(user, export) for export in EXPORTS.values())


def can_have_file(user: "Staff", order: ReportOrder) -> bool:
    """The one who ordered, as long as the rights that the file was made with are there in every delprojekt of it."""
    export = EXPORTS[order.slug]
    allowed = user.scope.delprojekt_with(export.permission)
    if not order.parameters["outside"]:  # made for somebody who sees small numbers
        allowed &= user.scope.delprojekt_with(Permission.SEE_EXACT)
    codes = Delprojekt.objects.filter(pk__in=allowed).values_list("code", flat=True)
    return order.ordered_by_id == user.pk and bool(order.delprojekt) and set(order.delprojekt) <= set(codes)


def can_lock_month(user: "Staff", delprojekt: Iterable[int]) -> bool:
    """In every delprojekt that the file is about."""
    wanted = set(delprojekt)
    return bool(wanted) and wanted <= user.scope.delprojekt_with(Permission.LOCK_MONTH)
