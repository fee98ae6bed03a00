"""Statements that are the same for all who have the same roles in a delprojekt.

To make such a statement takes longer than to run it (ADR 13). It is made once a day, for a stand-in
and a place that stand for any, and what stands for them is filled in when it is run.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from mia.access.roles import Role
from mia.access.scope import Scope, ScopeMembership
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.visibility import OpenedEnrolments, assigned_enrolments

# No row has these keys.
USER, PLACE, CASE = -2, -1, UUID(int=0)
CASES = f"{{{CASE}}}"  # as the lookup `among` writes them
Statement = tuple[str, tuple[Any, ...]]


def roles_in(user: Staff, delprojekt: Delprojekt) -> frozenset[Role]:
    """Return the roles of the user that hold in the delprojekt."""
    memberships = user.scope.memberships
    return frozenset(row.role for row in memberships if delprojekt.pk in row.delprojekt)


def stand_in(roles: Iterable[Role], today: date) -> Staff:
    """Return somebody with the roles in the place, to whom one case is open."""
    place = frozenset({PLACE})
    memberships = tuple(ScopeMembership(role, place, None) for role in sorted(roles))
    staff = Staff(pk=USER)
    staff.__dict__["scope"] = Scope(USER, today, memberships)
    cases, none = frozenset({CASE}), frozenset[UUID]()
    staff.opened_today = OpenedEnrolments(cases, cases, in_emergency=none, to_read=none)
    return staff


def any_place() -> Delprojekt:
    return Delprojekt(pk=PLACE)


def statement_of(rows: QuerySet[Any, Any]) -> Statement:
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params)


def fetch(statement: Statement, user: Staff, delprojekt: Delprojekt) -> list[Any]:
    """Run a statement that was made for a stand-in, for the user and the delprojekt."""
    sql, params = statement
    cases = ",".join(str(key) for key in assigned_enrolments(user))
    values: dict[Any, Any] = {USER: user.pk, PLACE: delprojekt.pk, CASES: f"{{{cases}}}"}
    filled: list[Any] = []
    for param in params:
        is_key = type(param) in (int, str)
        filled.append(values.get(param, param) if is_key else param)
    with connection.cursor() as cursor:
        cursor.execute(sql, filled)
        return list(cursor.fetchall())
