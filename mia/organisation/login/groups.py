"""Memberships that follow the groups of the sign-on provider (OIDC_GROUPS)."""

import logging
from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from mia.core.sign_on import GroupRole
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.delprojekt.queries import delprojekt_listed
from mia.organisation.memberships import actions
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff

logger = logging.getLogger(__name__)
Place = tuple[str, Delprojekt | None]


def follow(
    staff: Staff, groups: Collection[str], *, table: Collection[GroupRole], today: date
) -> int:
    """Give the memberships of the person's groups, and end those whose group is gone; return how
    many could not be ended.

    Only roles and delprojekt that the table names are touched: others are given in MIA. A group
    that the table does not name gives nothing. Runs as the system, in a job.
    """
    governed = _places(table)
    wanted = _places([row for row in table if row.group in groups])
    current = {}
    for membership in staff.memberships.active(today).select_related("delprojekt"):
        current[membership.role, membership.delprojekt] = membership
    kept = 0
    for place, membership in current.items():
        if place in governed and place not in wanted and not _end(membership, today):
            kept += 1
    for role, delprojekt in wanted - set(current):
        actions.add(staff, by=None, role=role, delprojekt=delprojekt, started_on=today)
    return kept


def _places(table: Collection[GroupRole]) -> set[Place]:
    """The roles and where they hold; a delprojekt that does not exist is logged and left out."""
    by_code = {row.code: row for row in delprojekt_listed()}
    places: set[Place] = set()
    for row in table:
        if not row.delprojekt:
            places.add((row.role, None))
        elif row.delprojekt in by_code:
            places.add((row.role, by_code[row.delprojekt]))
        else:
            logger.error("OIDC_GROUPS names a delprojekt that is not there: %s", row.delprojekt)
    return places


def _end(membership: Membership, today: date) -> bool:
    """From now on; what may not be ended yet stays: False, and the log says so."""
    try:
        with transaction.atomic():
            if membership.started_on >= today:
                actions.withdraw(membership, by=None, today=today)
            else:
                actions.end(membership, by=None, last_day=today - timedelta(days=1))
    except ValidationError:
        logger.error("a membership whose group is gone could not be ended: %s", membership.pk)
        return False
    return True
