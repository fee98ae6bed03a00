"""Who may lock a month."""

from collections.abc import Iterable

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff


def can_lock_month(user: Staff, delprojekt_ids: Iterable[int]) -> bool:
    """In every delprojekt that the file is about."""
    ids = set(delprojekt_ids)
    return bool(ids) and ids <= user.scope.delprojekt_with(Permission.LOCK_MONTH)
