"""What a user's memberships open: sets of delprojekt per permission. Knows no model and asks no
database; the database's functions of the same names answer alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from mia.access.roles import ROLES, Permission, Role


class ScopeMembership(NamedTuple):
    """A role in some delprojekt (all of them for the whole programme), perhaps in a team."""

    role: Role
    delprojekt: frozenset[int]
    team: int | None


@dataclass(frozen=True)
class Scope:
    """The memberships of one user on one day."""

    staff_id: int
    today: date
    memberships: tuple[ScopeMembership, ...]

    @classmethod
    def of(
        cls,
        staff_id: int,
        today: date,
        rows: Iterable[tuple[str, int | None, int | None]],
        all_delprojekt: Iterable[int],
    ) -> Self:
        """Rows are (role, delprojekt, team); None as delprojekt is the whole programme, which
        opens `all_delprojekt`.
        """
        everywhere = frozenset(all_delprojekt)
        memberships = []
        for role, delprojekt, team in rows:
            opened = everywhere if delprojekt is None else frozenset({delprojekt})
            memberships.append(ScopeMembership(Role(role), opened, team))
        return cls(staff_id, today, tuple(memberships))

    def delprojekt_with(self, permission: Permission) -> frozenset[int]:
        """Return the delprojekt where some role gives the permission."""
        return self._delprojekt_of_roles_with(permission)

    def whole_delprojekt_with(self, permission: Permission) -> frozenset[int]:
        """Return the delprojekt where one and the same role gives the permission and sees the
        whole delprojekt: two roles are not added up.
        """
        return self._delprojekt_of_roles_with(permission, Permission.SEE_DELPROJEKT)

    def _delprojekt_of_roles_with(self, *permissions: Permission) -> frozenset[int]:
        opened: set[int] = set()
        for membership in self.memberships:
            if ROLES[membership.role].permissions.issuperset(permissions):
                opened |= membership.delprojekt
        return frozenset(opened)

    @property
    def teams(self) -> frozenset[int]:
        return frozenset(row.team for row in self.memberships if row.team is not None)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(row.role for row in self.memberships)
