"""What a user's memberships open: sets of delprojekt per permission. Knows no model and asks no
database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from mia.access.roles import ROLES, Permission, Role


@dataclass(frozen=True)
class Scope:
    """The memberships of one user on one day. `None` as delprojekt means the whole programme."""

    staff_id: int
    today: date
    memberships: tuple[tuple[Role, frozenset[int], int | None], ...]

    @classmethod
    def of(
        cls,
        staff_id: int,
        today: date,
        rows: Iterable[tuple[str, int | None, int | None]],
        all_delprojekt: Iterable[int],
    ) -> Self:
        rows = list(rows)
        everything = (
            frozenset(all_delprojekt) if any(row[1] is None for row in rows) else frozenset()
        )
        return cls(
            staff_id,
            today,
            tuple(
                (Role(role), everything if dp is None else frozenset({dp}), team)
                for role, dp, team in rows
            ),
        )

    def delprojekt_with(self, permission: Permission) -> frozenset[int]:
        """The delprojekt in which some role gives the permission."""
        return frozenset().union(
            *(dps for role, dps, _ in self.memberships if permission in ROLES[role].permissions)
        )

    @property
    def teams(self) -> frozenset[int]:
        return frozenset(team for _, _, team in self.memberships if team is not None)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _, _ in self.memberships)
