"""Who may administer, and what nobody may do to themselves."""

from typing import TYPE_CHECKING

from mia.organisation.roles import Permission

if TYPE_CHECKING:
    from mia.organisation.models import Staff


def can_administer(user: "Staff") -> bool:
    return user.may(Permission.ADMINISTER)


def can_change_rights(user: "Staff", staff: "Staff") -> bool:
    """Nobody gives or takes their own rights: roles, the right to log in, and a new password by this way."""
    return can_administer(user) and user.pk != staff.pk
