"""Whose figures a member of staff may see."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from mia.access.roles import ROLES, Permission, Role
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff


@dataclass(frozen=True)
class DashboardUnit:
    """What one dashboard is about, as one reader sees it: one delprojekt, several, or all."""

    name: str
    code: str  # of the only delprojekt; empty for several
    delprojekt: tuple[Delprojekt, ...]
    is_whole_programme: bool  # every delprojekt there is
    has_lists: bool  # the reader may see the rows behind the numbers
    is_exact: bool  # the reader may see small numbers
    party: str = ""  # the referrer whose inflow is shown, of them all; empty for no limit

    @cached_property
    def path(self) -> str:
        return unit_path(self.code)

    @property
    def is_publishable(self) -> bool:
        """Whether its figures are published: of the whole programme and of each delprojekt."""
        return self.is_whole_programme or bool(self.code)

    @property
    def ids(self) -> list[int]:
        return [row.pk for row in self.delprojekt]


def unit_path(code: str) -> str:
    """The address of a delprojekt's dashboard; of the common one when the code is empty."""
    if code:
        return reverse("reporting:delprojekt", args=[code])
    return reverse("reporting:dashboard")


def _every_delprojekt(user: Staff) -> list[Delprojekt]:
    """Those of the programme, by name; whoever works in all of them has read them already."""
    if any(membership.delprojekt is None for membership in user.current_memberships):
        return user.current_delprojekt
    return list(Delprojekt.objects.order_by("name"))


def get_unit(user: Staff, code: str = "") -> DashboardUnit:
    """What `user` may see figures of: the delprojekt with that code, or all that the user may see.

    Raises PermissionDenied without the permission, Http404 outside the scope.
    """
    allowed = user.scope.delprojekt_with(Permission.SEE_FIGURES)
    if not allowed:
        raise PermissionDenied
    every = _every_delprojekt(user)
    rows = []
    for row in every:
        if row.pk in allowed and code in ("", row.code):
            rows.append(row)
    if not rows:
        raise Http404
    exact = user.scope.delprojekt_with(Permission.SEE_EXACT)
    if not code:
        # With the exact figures of one, what is hidden in the others could be worked out.
        rows = [row for row in rows if row.pk in exact] or rows
    ids = {row.pk for row in rows}
    is_exact = ids <= exact
    is_whole_programme = len(rows) == len(every)
    return DashboardUnit(
        name=_unit_name(rows, is_whole_programme),
        code=_only_code(rows),
        delprojekt=tuple(rows),
        is_whole_programme=is_whole_programme,
        has_lists=is_exact and ids <= user.scope.delprojekt_with(Permission.SEE_DELPROJEKT),
        is_exact=is_exact,
        party=party_of(user),
    )


def party_of(user: Staff) -> str:
    """Return the party that the reader's figures are limited to; none when another role of the
    reader shows figures without a limit.
    """
    parties = set()
    for membership in user.current_memberships:
        if Permission.SEE_FIGURES in ROLES[Role(membership.role)].permissions:
            parties.add(membership.party)
    if len(parties) == 1:
        return str(parties.pop())
    return ""


def _only_code(rows: list[Delprojekt]) -> str:
    """Of the only delprojekt; empty for several."""
    if len(rows) == 1:
        return rows[0].code
    return ""


def _unit_name(rows: list[Delprojekt], is_whole_programme: bool) -> str:
    if len(rows) == 1:
        return rows[0].name
    if is_whole_programme:
        return "Hela MIA"
    return f"{len(rows)} delprojekt"
