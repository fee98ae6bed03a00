"""Who may lock a month."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mia.access.roles import Permission

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


def can_lock_month(user: "Staff", delprojekt: Iterable[int]) -> bool:
    """In every delprojekt that the file is about."""
    wanted = set(delprojekt)
    return bool(wanted) and wanted <= user.scope.delprojekt_with(Permission.LOCK_MONTH)
